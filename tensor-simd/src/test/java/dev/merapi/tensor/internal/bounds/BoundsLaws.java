package dev.merapi.tensor.internal.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.random.Draws;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is known of the numbers of a graph is true of them. */
class BoundsLaws {
  private static final double[][] INTERVALS = {
    {-2, -0.5}, {-1, 0}, {-1, 1}, {0, 0}, {0, 1}, {0, 3}, {0.5, 2}, {1, 4}
  };

  /**
   * Every primitive of the registry whose operands may be any numbers, on intervals of all kinds.
   */
  @TestFactory
  Stream<DynamicTest> resultsLieWithinTheirBounds() {
    return Primitives.all().stream()
        .filter(
            specimen ->
                specimen.operands().stream()
                    .allMatch(each -> each.values() instanceof Specimen.Values.Reals))
        .map(specimen -> DynamicTest.dynamicTest(specimen.toString(), () -> check(specimen)));
  }

  private static void check(Specimen specimen) {
    int n = specimen.operands().size();
    for (int choice = 0; choice < Math.pow(INTERVALS.length, Math.min(n, 3)); choice++) {
      List<Symbolic.Input> inputs = new ArrayList<>();
      List<Tensor> numbers = new ArrayList<>();
      int rest = choice;
      for (Specimen.Operand operand : specimen.operands()) {
        double[] interval = INTERVALS[rest % INTERVALS.length];
        rest /= INTERVALS.length;
        Symbolic.Input input = Symbolic.Input.of("x", operand.shape());
        input.promise(Bounds.closed(interval[0], interval[1]));
        inputs.add(input);
        numbers.add(drawn(interval, operand.shape(), Key.of(choice).fold(inputs.size())));
      }
      Tensor result = specimen.primitive().on(inputs.toArray(Tensor[]::new));
      Bounds bounds = BoundsOf.tensor(result);
      if (bounds.known()) {
        for (double x : Graph.of(inputs, List.of(result)).apply(numbers).getFirst().toArray()) {
          assertTrue(
              isIn(x, bounds),
              () -> "%s gives %s of %s, not in %s".formatted(specimen, x, numbers, bounds));
        }
      }
    }
  }

  private static boolean isIn(double x, Bounds bounds) {
    return (bounds.lowOpen() ? x > bounds.low() : x >= bounds.low())
        && (bounds.highOpen() ? x < bounds.high() : x <= bounds.high())
        && (!bounds.whole() || x == Math.rint(x));
  }

  /** Numbers in an interval, the ends among them. */
  private static Tensor drawn(double[] ends, Shape shape, Key key) {
    double[] u = new double[shape.count()];
    Draws.uniform(key, u, 0, u.length);
    for (int i = 0; i < u.length; i++) {
      double stretched = Math.clamp(u[i] * 2 - 0.5, 0, 1);
      u[i] = ends[0] + (ends[1] - ends[0]) * stretched;
    }
    return Tensor.of(u, shape);
  }

  @Test
  void whatBijectorsGiveIsSeenToStayInside() {
    Symbolic.Input free = Symbolic.Input.of("x", Shape.of(3));
    free.promise(Bounds.REAL);
    assertTrue(BoundsOf.tensor(free.exp()).isAbove(0));
    assertTrue(BoundsOf.tensor(free.sigmoid().times(2).plus(1)).isAbove(1));
    assertTrue(BoundsOf.tensor(free.sigmoid().unaryMinus().plus(1)).isBelow(1));
    assertTrue(BoundsOf.tensor(free.exp().sum().sqrt().reciprocal()).isAbove(0));
    assertTrue(BoundsOf.tensor(Tensor.where(free.gt(0), free, Tensor.scalar(1))).isAbove(0));
    assertFalse(BoundsOf.tensor(free.square()).isAbove(0));
    assertFalse(BoundsOf.tensor(free.log()).known());
    assertEquals(Bounds.UNKNOWN, BoundsOf.tensor(Symbolic.Input.of("y", Shape.SCALAR).exp()));
  }
}
