package dev.merapi.report.fit;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** A program that predicts more numbers than its memory holds; prints how many there were. */
final class LargePrediction {
  private LargePrediction() {}

  /** So many draws of so many observations. */
  public static void main(String[] arguments) {
    int draws = Integer.parseInt(arguments[0]);
    int width = Integer.parseInt(arguments[1]);
    Model<Tensor> model =
        sample("mu", normal(0, 1))
            .flatMap(
                mu ->
                    sample("sigma", halfNormal(1))
                        .flatMap(
                            sigma ->
                                plate(
                                    "row",
                                    width,
                                    _ ->
                                        observe(
                                            "y",
                                            normal(mu, sigma),
                                            Tensor.zeros(Shape.of(width))))));
    double[] ones = new double[draws];
    Arrays.fill(ones, 1);
    Tensor each = Tensor.of(ones, Shape.of(1, draws));
    Posterior posterior = Posterior.of(Map.of("mu", each, "sigma", each));
    long[] seen = new long[2];
    LogLikelihood.of(model, posterior, block -> seen[0] += count(block));
    Predictive.posterior(model, posterior, Key.of(1), block -> seen[1] += count(block));
    System.out.println(Arrays.toString(seen));
  }

  private static long count(Map<String, Tensor> block) {
    return block.values().stream()
        .mapToLong(values -> Arrays.stream(values.toArray()).filter(Double::isFinite).count())
        .sum();
  }
}
