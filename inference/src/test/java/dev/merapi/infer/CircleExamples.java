package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.vonMises;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.diagnose.Mcse;
import dev.merapi.infer.diagnose.Rhat;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Angles are sampled on the circle, wherever on it they lie. */
class CircleExamples {
  private static final Sampler SAMPLER = Sampler.nuts().warmUp(300).draws(500).chains(2).threads(1);

  /**
   * Two von Mises densities of concentration 4 whose places are 0.3 apart: their product is one.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, Math.PI, -3})
  void anAngleAndAnObservationOfIt(double place) {
    Model<Tensor> model =
        sample("x", vonMises(place, 4))
            .flatMap(x -> observe("y", vonMises(x, 4), Tensor.scalar(place + 0.3)));
    Posterior posterior = Posterior.sample(SAMPLER, model, Key.of(7));
    double[] angles = posterior.get("x").toArray();
    assertTrue(
        Arrays.stream(angles).allMatch(x -> Math.abs(x) <= Math.PI), "an angle beyond a half turn");
    double concentration = 8 * Math.cos(0.15);
    double length = ratio(concentration);
    near(length * Math.cos(place + 0.15), angles, Math::cos);
    near(length * Math.sin(place + 0.15), angles, Math::sin);
  }

  /** The mean of a function of the angle, within four errors; chains agree on it. */
  private static void near(double expected, double[] angles, DoubleUnaryOperator function) {
    double[] values = Arrays.stream(angles).map(function).toArray();
    int half = values.length / 2;
    double[][] chains = {
      Arrays.copyOf(values, half), Arrays.copyOfRange(values, half, values.length)
    };
    double mean = Arrays.stream(values).average().orElseThrow();
    assertEquals(expected, mean, 4 * Mcse.mean(chains));
    assertTrue(Rhat.of(chains) < 1.05, "R-hat " + Rhat.of(chains));
  }

  /** I₁(κ) / I₀(κ) by the sum over a fine grid of angles. */
  private static double ratio(double concentration) {
    double over = 0;
    double all = 0;
    for (int i = 0; i < 1000; i++) {
      double cos = Math.cos(2 * Math.PI * i / 1000);
      double weight = Math.exp(concentration * (cos - 1));
      over += weight * cos;
      all += weight;
    }
    return over / all;
  }
}
