package dev.merapi.infer.tempering;

import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Two modes twenty deviations apart, of which no other sampler finds the weights. */
final class TemperingExamples {
  private static Model<Tensor> modes(double weight) {
    return sample("x", improperUniform(Constraints.real()))
        .flatMap(
            x ->
                factor(
                    "mixture",
                    normal(-10, 1)
                        .logDensity(x)
                        .plus(Math.log(weight))
                        .logAddExp(normal(10, 1).logDensity(x).plus(Math.log1p(-weight)))));
  }

  @Test
  void bothModesHaveTheirWeights() {
    for (double weight : new double[] {0.5, 0.3}) {
      Model<Tensor> model = modes(weight);
      // @start region="tempering"
      Potential wide = LogDensity.of(sample("x", normal(0, 15))).potential();
      Tempering tempering = Tempering.of(wide, 8);
      Sampler sampler = Sampler.of(tempering::on).draws(1500);
      Posterior posterior = Posterior.sample(sampler, model, Key.of(1));
      double logEvidence = tempering.logEvidence(posterior.chains());
      // @end
      assertEquals(0, logEvidence, 0.1);
      double[] x = posterior.get("x").toArray();
      double left = Arrays.stream(x).filter(v -> v < 0).count() / (double) x.length;
      assertEquals(weight, left, 0.06);
      assertTrue(posterior.summary("x").parameters().getFirst().rhat() < 1.02);
      double[][] trips = posterior.statistic("round_trips");
      assertTrue(trips[0][1499] > 50, "trips " + trips[0][1499]);
    }
  }
}
