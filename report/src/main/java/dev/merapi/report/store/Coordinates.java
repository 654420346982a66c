package dev.merapi.report.store;

import dev.merapi.infer.dims.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What files hold of a dim: its labels, or the numbers of its positions. */
final class Coordinates {
  private Coordinates() {}

  /** Texts, or whole numbers. */
  static List<?> of(Axis axis) {
    return axis.labels().isEmpty()
        ? IntStream.range(axis.first(), axis.first() + axis.size()).boxed().toList()
        : axis.labels();
  }

  /** The dim with numbers for labels; those that count from 0 or 1 are none. */
  static Axis axis(String dim, double[] numbers) {
    boolean counted =
        IntStream.range(1, numbers.length).allMatch(i -> numbers[i] == numbers[0] + i);
    if (numbers.length == 0 || (counted && (numbers[0] == 0 || numbers[0] == 1))) {
      return Axis.counted(dim, numbers.length);
    }
    return Axis.labelled(
        dim,
        Arrays.stream(numbers)
            .mapToObj(x -> x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x))
            .toList());
  }
}
