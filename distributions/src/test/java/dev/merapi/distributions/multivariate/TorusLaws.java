package dev.merapi.distributions.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Near;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Laws of two angles, against the trapezoidal rule on a grid of the torus. */
class TorusLaws {
  private static final int SIDE = 96;
  private static final int CELLS = 12;
  private static final int DRAWS = 40_000;

  private static Tensor s(double x) {
    return Tensor.scalar(x);
  }

  private static Distribution bivariate(double k1, double k2, double rho) {
    return SineBivariateVonMises.of(s(0.3), s(-1), s(k1), s(k2), s(rho));
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<Distribution> check) {
    Distribution apart = VonMises.of(Tensor.of(0.3, -1), Tensor.of(1.4, 0.8)).toEvent(1);
    Distribution flat = Uniform.of(Tensor.of(-Math.PI, -Math.PI), s(Math.PI)).toEvent(1);
    return Stream.of(
            bivariate(1.4, 0.8, 0.7),
            bivariate(2, 3, -6),
            bivariate(0.1, 0.2, 4),
            bivariate(6, 9, 5),
            SineSkewed.of(apart, Tensor.of(0.4, -0.5)),
            SineSkewed.of(flat, Tensor.of(-0.9, 0)),
            SineSkewed.of(bivariate(2, 3, -6), Tensor.of(-0.2, 0.7)))
        .map(
            distribution ->
                DynamicTest.dynamicTest(distribution.toString(), () -> check.accept(distribution)));
  }

  /** The middles of the cells of a grid with {@code side}² of them. */
  private static Tensor grid(int side) {
    Tensor x = Tensor.arange(side).plus(0.5).times(2 * Math.PI / side).minus(Math.PI);
    Shape square = Shape.of(side, side);
    return Tensor.stack(-1, x.unsqueeze(-1).expand(square), x.expand(square));
  }

  @TestFactory
  Stream<DynamicTest> theTotalIsOne() {
    double cell = Math.pow(2 * Math.PI / SIDE, 2);
    return each(
        distribution ->
            assertEquals(1, distribution.logProb(grid(SIDE)).exp().sum().item() * cell, 1e-9));
  }

  /**
   * Pearson's statistic of draws in {@value #CELLS}² cells, with the bound of Laurent and Massart
   * for 1e-6.
   */
  @TestFactory
  Stream<DynamicTest> drawsFollowTheDensity() {
    return each(
        distribution -> {
          int each = SIDE / CELLS;
          double cell = Math.pow(2 * Math.PI / SIDE, 2);
          Tensor fine = distribution.logProb(grid(SIDE)).exp().times(cell * DRAWS);
          double[] expected = fine.reshape(CELLS, each, CELLS, each).sum(1, 3).toArray();
          double[] seen = new double[CELLS * CELLS];
          double[] draws = distribution.sample(Key.of(3), Shape.of(DRAWS)).toArray();
          for (int i = 0; i < draws.length; i += 2) {
            int row = (int) ((draws[i] + Math.PI) / (2 * Math.PI) * CELLS);
            int column = (int) ((draws[i + 1] + Math.PI) / (2 * Math.PI) * CELLS);
            seen[Math.min(row, CELLS - 1) * CELLS + Math.min(column, CELLS - 1)]++;
          }
          double statistic = 0;
          double rest = 0;
          double restSeen = 0;
          int k = 1;
          for (int i = 0; i < seen.length; i++) {
            if (expected[i] >= 10) {
              statistic += Math.pow(seen[i] - expected[i], 2) / expected[i];
              k++;
            } else {
              rest += expected[i];
              restSeen += seen[i];
            }
          }
          double all = statistic + Math.pow(restSeen - rest, 2) / Math.max(rest, 1);
          double x = -Math.log(1e-6);
          double bound = k + 2 * Math.sqrt(k * x) + 2 * x;
          assertTrue(all < bound, () -> "Pearson's statistic is " + all + ", bound " + bound);
        });
  }

  @Test
  void noSkewnessIsTheBase() {
    Distribution base = bivariate(1.4, 0.8, 0.7);
    Tensor x = grid(5);
    assertEquals(base.logProb(x), SineSkewed.of(base, Tensor.of(0, 0)).logProb(x));
  }

  @Test
  void noCorrelationIsTwoVonMises() {
    Tensor x = grid(5);
    Distribution apart = VonMises.of(Tensor.of(0.3, -1), Tensor.of(1.4, 0.8)).toEvent(1);
    Near.check("log-density", apart.logProb(x), bivariate(1.4, 0.8, 0).logProb(x), 1e-14);
  }

  @Test
  void theWeightIsAFactorOfTheMeanConcentration() {
    assertEquals(
        bivariate(4, 9, 3).logProb(grid(3)),
        SineBivariateVonMises.ofWeighted(s(0.3), s(-1), s(4), s(9), s(0.5)).logProb(grid(3)));
  }

  @Test
  void drawsAreAngles() {
    Tensor draws = bivariate(0.1, 0.2, 4).sample(Key.of(1), Shape.of(1000));
    assertEquals(1, Constraints.interval(-Math.PI, Math.PI).check(draws).min().item());
  }
}
