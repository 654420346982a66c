package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Sorting agrees with Java's, running sums with loops, and products have gradients at 0. */
final class SequencesLaws {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Property(tries = 200)
  void sortingIsThatOfJava(@ForAll double @Size(max = 70) [] values) {
    double[] expected = values.clone();
    Arrays.sort(expected);
    assertArrayEquals(expected, Tensor.of(values).sort(0).toArray());
  }

  @Property(tries = 200)
  void sortingKeepsTheOrderOfEqualElements(@ForAll int @Size(max = 70) [] values) {
    double[] few = Arrays.stream(values).mapToDouble(v -> Math.floorMod(v, 3)).toArray();
    double[] order = Tensor.of(few).argsort(0).toArray();
    for (int i = 1; i < order.length; i++) {
      double before = few[(int) order[i - 1]];
      double after = few[(int) order[i]];
      assertTrue(before < after || (before == after && order[i - 1] < order[i]));
    }
  }

  @Example
  void productsHaveGradientsWhereElementsAreZero() {
    assertEquals(Tensor.of(0, 6, 0), Gradient.at(x -> x.prod(), Tensor.of(2, 0, 3)));
    assertEquals(Tensor.of(0, 0, 0), Gradient.at(x -> x.prod(), Tensor.of(0, 0, 3)));
    assertEquals(
        Tensor.of(1, 2 + 2 * 3, 0), Gradient.at(x -> x.cumprod(0).sum(), Tensor.of(2, 0, 3)));
  }

  @Example
  void logCumSumExpTakesAnyWeights() {
    Tensor x = Tensor.of(-INF, -INF, 1000, 1000, -1000);
    double log2 = Math.log(2);
    assertArrayEquals(
        new double[] {-INF, -INF, 1000, 1000 + log2, 1000 + log2},
        x.logCumSumExp(0).toArray(),
        1e-12);
    Tensor gradient = Gradient.at(z -> z.logCumSumExp(0).slice(0, 2, 5).sum(), x);
    assertArrayEquals(new double[] {0, 0, 2, 1, 0}, gradient.toArray(), 1e-12);
    assertEquals(INF, Tensor.of(1, INF, INF).logCumSumExp(0).at(2).item());
  }

  @Example
  void aRecurrenceIsALoop() {
    Tensor y = Tensor.of(1, 2, 4).recurrence(0, Tensor.of(7, 0.5, 10));
    assertEquals(Tensor.of(1, 2.5, 29), y);
    assertEquals(Tensor.of(1, 3, 7), Tensor.of(1, 2, 4).recurrence(0, Tensor.scalar(1)));
  }

  @Example
  void quantilesInterpolateBetweenNeighbours() {
    Tensor x = Tensor.of(new double[][] {{3, 1, 2, 10}, {0, 0, 1, 5}});
    assertEquals(Tensor.of(2.5, 0.5), x.median(-1));
    assertEquals(Tensor.of(10, 5), x.quantile(1, 1));
    assertEquals(Tensor.of(1.75, 0), x.quantile(0.25, 1));
    assertThrows(ArgumentException.class, () -> x.quantile(1.5, 0));
  }

  @Example
  void theFirstWinnerWinsAndNanWinsOverAll() {
    Tensor x = Tensor.of(new double[][] {{1, 3, 3}, {0, 0, Double.NaN}});
    assertEquals(Tensor.of(1, 2), x.argmax(-1));
    assertEquals(Tensor.of(0, 2), x.argmin(-1));
    assertEquals(5, x.argmax().item());
    assertEquals(Tensor.of(0, 0, 1), x.argmax(0));
  }

  @Example
  void anyAllAndVariance() {
    Tensor x = Tensor.of(new double[][] {{0, 1}, {0, 2}});
    assertEquals(Tensor.of(0, 1), x.any(0));
    assertEquals(Tensor.of(0, 0), x.all(1));
    assertEquals(1, Tensor.zeros(Shape.of(0)).all().item());
    assertEquals(Tensor.of(0, 0.5), x.variance(0));
  }
}
