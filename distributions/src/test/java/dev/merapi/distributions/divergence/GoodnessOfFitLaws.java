package dev.merapi.distributions.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Draws fit the distribution that they come from, and no other. */
class GoodnessOfFitLaws {
  private static final int DRAWS = 5_000;
  private static final double PEARSON = 0.3654350685256772;

  private static double fit(Distribution distribution, Distribution drawn) {
    return GoodnessOfFit.of(distribution, drawn.sample(Key.of(3), Shape.of(DRAWS)));
  }

  @Test
  void rightAndWrongLaws() {
    Distribution normal = Distributions.normal(0, 1);
    assertTrue(fit(normal, normal) > 1e-3);
    assertTrue(fit(normal, Distributions.normal(0.1, 1)) < 1e-6);
    Distribution coin = Distributions.binomial(5, 0.3);
    assertTrue(fit(coin, coin) > 1e-3);
    assertTrue(fit(coin, Distributions.binomial(5, 0.35)) < 1e-6);
    Distribution hot = Distributions.oneHotCategorical(Tensor.of(0.2, 0.3, 0.5));
    assertTrue(fit(hot, hot) > 1e-3);
  }

  /** SciPy 1.17, {@code chisquare([18, 25, 57], [20, 30, 50]).pvalue}. */
  @Test
  void pearsonsNumber() {
    double p = GoodnessOfFit.pearson(Tensor.of(18, 25, 57), Tensor.of(0.2, 0.3, 0.5));
    assertEquals(PEARSON, p, 1e-13);
  }

  /** Of 1,000 tests of right draws, at most some 100 give less than 0.1. */
  @Test
  void theNumberIsAProbability() {
    int few = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Distribution distribution = Distributions.binomial(5, 0.3);
      Tensor draws = distribution.sample(Key.of(seed), Shape.of(400));
      few += GoodnessOfFit.of(distribution, draws) < 0.1 ? 1 : 0;
    }
    assertEquals(100, few, 5 * Math.sqrt(90));
  }

  @Test
  void whatCannotHappenFitsNothing() {
    assertEquals(0, GoodnessOfFit.pearson(Tensor.of(99, 1), Tensor.of(1, 0)));
    assertEquals(1, GoodnessOfFit.pearson(Tensor.of(100, 0), Tensor.of(1, 0)));
  }

  @Test
  void whatCannotBeTestedIsSaid() {
    Distribution pair = Distributions.normal(Tensor.of(0, 1), 1);
    var batch =
        assertThrows(ArgumentException.class, () -> GoodnessOfFit.of(pair, Tensor.of(0, 1)));
    assertEquals(
        "Goodness of fit is a matter of one distribution, but this Normal has batch shape [2]; test its members one by one",
        batch.getMessage());
    var vector =
        assertThrows(
            ArgumentException.class, () -> GoodnessOfFit.of(pair.toEvent(1), Tensor.of(0, 1)));
    assertTrue(vector.getMessage().startsWith("Goodness of fit wants values that can be listed"));
  }
}
