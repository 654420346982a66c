package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.tensor.Tensor;
import java.util.stream.IntStream;

/** A noisy random walk and what is exactly known of it. */
final class Walks {
  /** x₀ ~ Normal(0, 1), xₜ ~ Normal(0.9 xₜ₋₁, 0.7), yₜ ~ Normal(xₜ, 0.5). */
  static final double PHI = 0.9;

  static final double STEP = 0.7;
  static final double NOISE = 0.5;
  static final double[] DATA = {0.3, -0.2, 0.8, 1.9, 1.1, 0.2, -0.9, -1.4};

  private Walks() {}

  /** The state at time t, after it was observed. */
  static Model<Tensor> step(int t, Tensor before, double y) {
    return sample("x_" + t, t == 0 ? normal(0, 1) : normal(before.times(PHI), STEP))
        .flatMap(x -> observe("y_" + t, normal(x, NOISE), y).map(_ -> x));
  }

  static Model<Tensor> model(double... data) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) -> step(t, x, data[t]));
  }

  /** Each state given the one before and its observation: the proposal of least variance. */
  static Model<Tensor> best(double... data) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) -> {
          double prior = t == 0 ? 1 : STEP * STEP;
          double variance = 1 / (1 / prior + 1 / (NOISE * NOISE));
          Tensor mean =
              x.times(t == 0 ? 0 : PHI / prior).plus(data[t] / (NOISE * NOISE)).times(variance);
          return sample("x_" + t, normal(mean, Math.sqrt(variance)));
        });
  }

  /** ln p(data), and mean and variance of the last state, by the Kalman filter. */
  static double[] exact(double... data) {
    double mean = 0;
    double variance = 1;
    double logEvidence = 0;
    for (int t = 0; t < data.length; t++) {
      if (t > 0) {
        mean *= PHI;
        variance = PHI * PHI * variance + STEP * STEP;
      }
      double total = variance + NOISE * NOISE;
      double error = data[t] - mean;
      logEvidence -= 0.5 * (Math.log(2 * Math.PI * total) + error * error / total);
      mean += variance / total * error;
      variance *= NOISE * NOISE / total;
    }
    return new double[] {logEvidence, mean, variance};
  }

  /** Everything after the first n observations, from the state that they left. */
  static Model<Tensor> after(int n, Tensor x, double... data) {
    return n == data.length
        ? pure(x)
        : step(n, x, data[n]).flatMap(next -> after(n + 1, next, data));
  }
}
