package dev.merapi.infer.internal.chained;

import dev.merapi.infer.Quantity;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Values by site as a row of numbers, and as bytes. */
public final class Flat {
  /** The bytes of values by site. */
  public static final Codec<Map<String, Tensor>> CODEC = Codec.of(Flat::write, Flat::read);

  private Flat() {}

  /** All numbers, site after site. */
  public static double[] row(Map<String, Tensor> values) {
    return values.values().stream()
        .flatMapToDouble(value -> Arrays.stream(value.toArray()))
        .toArray();
  }

  /** The names of these numbers, as {@code theta[1]}. */
  public static List<String> names(Map<String, Tensor> values) {
    List<String> names = new ArrayList<>();
    values.forEach((site, value) -> names.addAll(new Quantity(site, value.shape(), 0).scalars()));
    return names;
  }

  private static void write(Map<String, Tensor> values, Encoder out) {
    out.writeInt(values.size());
    values.forEach(
        (site, value) -> {
          out.writeText(site);
          out.writeInt(value.rank());
          for (int d = 0; d < value.rank(); d++) {
            out.writeInt(value.size(d));
          }
          out.writeDoubles(value.toArray());
        });
  }

  private static Map<String, Tensor> read(Decoder in) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    int count = in.readCount(12);
    for (int k = 0; k < count; k++) {
      String site = in.readText();
      int[] sizes = IntStream.range(0, in.readCount(4)).map(_ -> in.readInt()).toArray();
      values.put(site, Tensor.of(in.readDoubles(), Shape.of(sizes)));
    }
    return values;
  }
}
