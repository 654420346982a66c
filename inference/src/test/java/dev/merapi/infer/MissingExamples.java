package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.multivariate.NanMaskedMultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data with missing elements, from NaN to the posterior. */
class MissingExamples {
  private static final int ROWS = 344;
  private static final int HOLES = 58;

  private static double[] data() {
    double[] y = new double[ROWS];
    Draws.normal(Key.of(5), y, 0, ROWS);
    for (int i = 0; i < HOLES; i++) {
      y[5 * i + 3] = Double.NaN;
    }
    return y;
  }

  private static Model<Tensor> rows(double[] y) {
    return sample("mu", normal(0, 5))
        .flatMap(
            mu ->
                plate("rows", y.length, _ -> observeWithMissing("y", normal(mu, 1), y))
                    .map(_ -> mu));
  }

  @Test
  void theMissingElementsAloneAreLatent() {
    double[] y = data();
    LogDensity density = LogDensity.of(rows(y));
    assertEquals(1 + HOLES, density.dimension());
    double[] position = new double[density.dimension()];
    Draws.normal(Key.of(6), position, 0, position.length);
    double[] gradient = new double[position.length];
    double value = density.potential().logDensityAndGradient(position, gradient);
    double[] whole = y.clone();
    for (int i = 0; i < HOLES; i++) {
      whole[5 * i + 3] = position[1 + i];
    }
    Tensor mu = Tensor.scalar(position[0]);
    double expected =
        normal(0, 5).logProb(mu).item() + normal(mu, 1).logProb(Tensor.of(whole)).sum().item();
    assertEquals(expected, value, 1e-10);
    Map<String, Dense> values = density.constrain(position);
    assertEquals(Shape.of(HOLES), values.get("y_unobserved").shape());
    assertArrayEquals(whole, values.get("y").toArray());
    double[] back =
        density.unconstrain(
            Map.of("mu", values.get("mu"), "y_unobserved", values.get("y_unobserved")));
    assertArrayEquals(position, back, 1e-12);
  }

  @Test
  void aMaskWithNaNBehindItIsSampled() {
    double[] y = {0.4, Double.NaN, -1.2, 0.8, Double.NaN};
    Tensor mask = Tensor.of(1, 0, 1, 1, 0);
    Model<Tensor> model =
        sample("mu", normal(0, 5))
            .flatMap(
                mu ->
                    sample("sigma", exponential(1))
                        .flatMap(
                            sigma ->
                                plate(
                                        "rows",
                                        5,
                                        _ -> observe("y", normal(mu, sigma), Tensor.of(y), mask))
                                    .map(_ -> mu)));
    Posterior posterior =
        Posterior.sample(Sampler.nuts().warmUp(200).draws(200).chains(2), model, Key.of(2));
    assertEquals(Shape.of(400, 2), posterior.get("y_unobserved").shape());
    assertTrue(Arrays.stream(posterior.get("y").toArray()).allMatch(Double::isFinite));
    assertTrue(Math.abs(posterior.get("y_unobserved").mean().item()) < 1.5);
    Map<String, Tensor> again = LogLikelihood.of(model, posterior);
    assertEquals(Shape.of(400, 5), again.get("y_observed").shape());
    assertTrue(Arrays.stream(again.get("y_observed").toArray()).allMatch(Double::isFinite));
  }

  /** Positive data: the free numbers of the missing elements are their logarithms. */
  @Test
  void supportsOfMissingElementsAreKept() {
    double[] y = {0.4, Double.NaN, 2.5};
    Model<Tensor> model = plate("rows", 3, _ -> observeWithMissing("y", gamma(2, 1), y));
    LogDensity density = LogDensity.of(model);
    assertEquals(1, density.dimension());
    double[] gradient = new double[1];
    double value = density.potential().logDensityAndGradient(new double[] {0.3}, gradient);
    double missing = Math.exp(0.3);
    double expected = gamma(2, 1).logProb(Tensor.of(0.4, missing, 2.5)).sum().item() + 0.3;
    assertEquals(expected, value, 1e-12);
    assertEquals(2 - missing, gradient[0], 1e-12);
  }

  @Test
  void missingOutcomesOfFiniteChoicesAreSummedOut() {
    double[] y = {1, Double.NaN, 0, 1};
    Model<Tensor> model =
        sample("p", beta(2, 2))
            .flatMap(
                p -> plate("rows", 4, _ -> observeWithMissing("y", bernoulli(p), y)).map(_ -> p));
    LogDensity density = LogDensity.of(model);
    assertEquals(1, density.dimension());
    double value = density.potential().logDensityAndGradient(new double[] {0}, new double[1]);
    double prior = beta(2, 2).logProb(Tensor.scalar(0.5)).item() + Math.log(0.25);
    assertEquals(prior + 3 * Math.log(0.5), value, 1e-12);
    Tensor drawn =
        Posterior.sample(Sampler.nuts().warmUp(100).draws(50).chains(1), model, Key.of(3)).get("y");
    assertEquals(Shape.of(50, 4), drawn.shape());
  }

  @Test
  void missingCountsDropOut() {
    double[] y = {3, Double.NaN, 5};
    Model<Tensor> model =
        sample("rate", gamma(2, 1))
            .flatMap(
                rate ->
                    plate("rows", 3, _ -> observeWithMissing("y", poisson(rate), y))
                        .map(_ -> rate));
    LogDensity density = LogDensity.of(model);
    double value = density.potential().logDensityAndGradient(new double[] {0.5}, new double[1]);
    Tensor rate = Tensor.scalar(Math.exp(0.5));
    double expected =
        gamma(2, 1).logProb(rate).item()
            + 0.5
            + poisson(rate).logProb(Tensor.of(3, 5)).sum().item();
    assertEquals(expected, value, 1e-12);
  }

  /** Two of three elements of one row, none of another: the marginal, and draws of the rest. */
  @Test
  void normalVectorsHaveTheirMarginalAndTheirConditional() {
    Tensor covariance = Tensor.of(new double[][] {{2, 0.6, 0.3}, {0.6, 1, -0.2}, {0.3, -0.2, 1.5}});
    MultivariateNormal law = multivariateNormal(Tensor.of(0.1, -0.4, 0.2), covariance);
    double nan = Double.NaN;
    Tensor y = Tensor.of(new double[][] {{0.5, nan, -0.3}, {nan, nan, nan}, {1, 0, 0.4}});
    double[] each = new NanMaskedMultivariateNormal(law).logProb(y).toArray();
    MultivariateNormal two =
        multivariateNormal(Tensor.of(0.1, 0.2), Tensor.of(new double[][] {{2, 0.3}, {0.3, 1.5}}));
    assertEquals(two.logProb(Tensor.of(0.5, -0.3)).item(), each[0], 1e-12);
    assertEquals(0, each[1], 1e-12);
    Model<Tensor> model =
        sample("mu", normal(0, 1))
            .flatMap(
                mu ->
                    plate("rows", 3, _ -> observeWithMissing("y", shifted(mu, covariance), y))
                        .map(_ -> mu));
    assertTrue(
        Double.isFinite(
            LogDensity.of(model).potential().logDensityAndGradient(new double[1], new double[1])));
    // Σ[1, o] Σ[o, o]⁻¹ by hand, for o = {0, 2}
    double det = 2 * 1.5 - 0.3 * 0.3;
    double w0 = (0.6 * 1.5 + 0.2 * 0.3) / det;
    double w2 = (-0.2 * 2 - 0.6 * 0.3) / det;
    double mean = -0.4 + w0 * (0.5 - 0.1) + w2 * (-0.3 - 0.2);
    double variance = 1 - w0 * 0.6 + w2 * 0.2;
    NanMaskedMultivariateNormal partly = new NanMaskedMultivariateNormal(law);
    assertEquals(mean, partly.expected(y).at(0, 1).item(), 1e-12);
    Tensor draws = partly.filled(Key.of(9), y.get(0).expand(Shape.of(20_000, 3)));
    Tensor second = draws.slice(-1, 1, 2).squeeze(-1);
    assertEquals(mean, second.mean().item(), 5 * Math.sqrt(variance / 20_000));
    assertEquals(
        variance,
        second.minus(second.mean()).square().mean().item(),
        5 * variance * Math.sqrt(2.0 / 20_000));
  }

  private static MultivariateNormal shifted(Tensor mu, Tensor covariance) {
    return multivariateNormal(mu.expand(Shape.of(3)), covariance);
  }

  /** C7: values and positions that do not fit are refused in a sentence. */
  @Test
  void positionsAndValuesThatDoNotFitAreRefused() {
    Model<Tensor> model =
        sample("w", dirichlet(1, 1, 1)).flatMap(w -> sample("x", normal(0, 1)).map(_ -> w));
    LogDensity density = LogDensity.of(model);
    String length =
        assertThrows(
                ArgumentException.class,
                () -> density.potential().logDensityAndGradient(new double[2], new double[3]))
            .getMessage();
    assertEquals(
        "A position here has 3 entries, in the order of [w, x], but the one that was given has 2, and its gradient 3.",
        length);
    assertThrows(ArgumentException.class, () -> density.constrain(new double[4]));
    Tensor half = Tensor.of(0.5, 0.25, 0.25);
    assertEquals(3, density.unconstrain(Map.of("w", half, "x", Tensor.scalar(1))).length);
    assertTrue(
        assertThrows(
                ModelException.class,
                () -> density.unconstrain(Map.of("w", half, "x", Tensor.of(1, 2))))
            .getMessage()
            .contains("Site 'x'"));
    assertTrue(
        assertThrows(
                ModelException.class,
                () ->
                    density.unconstrain(
                        Map.of("w", Tensor.of(0.5, 0.5, 0.5), "x", Tensor.scalar(1))))
            .getMessage()
            .contains("a vector of numbers ≥ 0 with sum 1"));
  }
}
