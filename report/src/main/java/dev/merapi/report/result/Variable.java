package dev.merapi.report.result;

import dev.merapi.infer.dims.Axis;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array with named dims.
 *
 * @param axes its dims, from the left
 * @param kind what its numbers are
 * @param values its numbers, of the shape of the dims
 */
public record Variable(List<Axis> axes, Kind kind, Tensor values) {
  /** Checks that dims and shape agree, and that no dim is there twice. */
  public Variable {
    axes = List.copyOf(axes);
    List<Integer> sizes = axes.stream().map(Axis::size).toList();
    if (!sizes.equals(sizes(values.shape()))) {
      throw new ArgumentException(
          "An array of shape %s cannot have the dims %s of sizes %s; name each of its dims once."
              .formatted(values.shape(), axes.stream().map(Axis::name).toList(), sizes));
    }
    if (axes.stream().map(Axis::name).distinct().count() < axes.size()) {
      throw new ArgumentException(
          "An array has the dims %s, of which two have one name; give each its own."
              .formatted(axes.stream().map(Axis::name).toList()));
    }
  }

  /** Real numbers with named dims. */
  public static Variable of(Tensor values, Axis... axes) {
    return new Variable(List.of(axes), Kind.REAL, values);
  }

  private static List<Integer> sizes(Shape shape) {
    return IntStream.of(shape.toArray()).boxed().toList();
  }

  /** Where the dim of this name stands, from the left; −1 if there is none. */
  public int position(String dim) {
    return axes.stream().map(Axis::name).toList().indexOf(dim);
  }

  /** The same array with dims chain and draw first, if it has both. */
  Variable drawsFirst() {
    int chain = position(Axis.CHAIN);
    int draw = position(Axis.DRAW);
    if (chain < 0 || draw < 0 || (chain == 0 && draw == 1)) {
      return this;
    }
    int[] order =
        IntStream.concat(
                IntStream.of(chain, draw),
                IntStream.range(0, axes.size()).filter(i -> i != chain && i != draw))
            .toArray();
    return new Variable(
        IntStream.of(order).mapToObj(axes::get).toList(), kind, values.permute(order));
  }
}
