package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However operands are repeated along rows, each element is the meaning of its operands. */
final class BroadcastLaws {
  private static final int TRIES = 400;

  /** The sizes of an output, from the left: rows long and short, many and few, empty ones too. */
  @Provide
  Arbitrary<List<Integer>> outputs() {
    return Arbitraries.of(
        List.of(),
        List.of(7),
        List.of(0, 3),
        List.of(5, 0),
        List.of(2000, 1),
        List.of(700, 3),
        List.of(300, 6),
        List.of(40, 7),
        List.of(30, 64),
        List.of(20, 65),
        List.of(1, 4, 500, 2),
        List.of(3, 1, 200, 4),
        List.of(4, 100, 1, 5),
        List.of(6, 2, 3, 40));
  }

  /** Which axes an operand repeats, as bits, and how many of the left ones it has not got. */
  @Provide
  Arbitrary<Integer> patterns() {
    return Arbitraries.integers().between(0, 31);
  }

  private static Shape operand(List<Integer> output, int pattern) {
    int missing = pattern < 16 ? 0 : Integer.numberOfTrailingZeros(~pattern);
    int[] sizes = new int[Math.max(0, output.size() - missing)];
    for (int i = 0; i < sizes.length; i++) {
      int axis = output.size() - sizes.length + i;
      sizes[i] = (pattern >> axis & 1) == 1 ? 1 : output.get(axis);
    }
    return Shape.of(sizes);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void functionsOfTwoNumbers(
      @ForAll("outputs") List<Integer> output,
      @ForAll("patterns") int left,
      @ForAll("patterns") int right,
      @ForAll long seed) {
    Operands draw = new Operands(seed);
    Dense a = draw.uniform(operand(output, left), -1, 2);
    Dense b = draw.uniform(operand(output, right), -1, 2);
    Shape shape = Shape.broadcast(a.shape(), b.shape());
    double[] x = a.expand(shape).toArray();
    double[] y = b.expand(shape).toArray();
    for (Elementwise2 f : List.of(new Add(), new Xlogy(), new LogAddExp(), new Power())) {
      Tensor result = f.on(a, b);
      assertEquals(shape, result.shape());
      double[] expected = new double[shape.count()];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = f.scalar(x[i], y[i]);
      }
      assertArrayEquals(expected, result.toArray(), f.name());
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void functionsOfThreeNumbers(
      @ForAll("outputs") List<Integer> output,
      @ForAll("patterns") int first,
      @ForAll("patterns") int second,
      @ForAll("patterns") int third,
      @ForAll long seed) {
    Operands draw = new Operands(seed);
    Dense a = draw.uniform(operand(output, first), -1, 1).gt(0).dense();
    Dense b = draw.uniform(operand(output, second), -1, 2);
    Dense c = draw.uniform(operand(output, third), -1, 2);
    Shape shape = Shape.broadcast(a.shape(), b.shape(), c.shape());
    double[] chosen = a.expand(shape).toArray();
    double[] x = b.expand(shape).toArray();
    double[] y = c.expand(shape).toArray();
    double[] expected = new double[shape.count()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = chosen[i] == 0 ? y[i] : x[i];
    }
    assertArrayEquals(expected, Tensor.where(a, b, c).toArray());
  }

  /** Rows that are reduced many at a time have the bits of a row on its own. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void reductionsOfRows(@ForAll("outputs") List<Integer> output, @ForAll long seed) {
    Dense rows = new Operands(seed).uniform(Shape.of(3).append(operand(output, 0)), -30, 30);
    double[] values = rows.toArray();
    int n = rows.size(-1);
    for (Reduction f : reductions(rows.shape())) {
      double[] expected = new double[rows.shape().dropRight(1).count()];
      for (int i = 0; i < expected.length; i++) {
        f.row(values, i * n, n, expected, i);
      }
      assertArrayEquals(expected, f.on(rows).toArray(), f.name());
    }
  }

  private static List<Reduction> reductions(Shape shape) {
    Axes last = Axes.of(shape, -1);
    return List.of(
        new Sum(last), new LogSumExp(last), new Max(last), new Min(last), new Prod(last));
  }
}
