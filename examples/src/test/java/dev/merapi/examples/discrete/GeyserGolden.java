package dev.merapi.examples.discrete;

import static dev.merapi.distributions.Distributions.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Sources: the greatest likelihood by mixtools (see {@link Geyser}); the posterior by a random walk
 * of 300,000 steps on the density with the kinds summed out, in NumPy 2.4, whose own error is below
 * 0.01 of a deviation.
 */
class GeyserGolden {
  private record Reference(String name, double mean, double sd) {}

  private static final List<Reference> REFERENCE =
      List.of(
          new Reference("long", 0.6379, 0.03154),
          new Reference("loc[1]", 54.638, 0.7333),
          new Reference("loc[2]", 80.077, 0.5180),
          new Reference("scale[1]", 6.0026, 0.5806),
          new Reference("scale[2]", 5.9478, 0.4157));

  @Test
  void theTableHasTheWaitsOfThePaper() {
    Tensor waits = Geyser.waits();
    assertEquals(272, waits.size(0));
    assertEquals(70.8970588, waits.mean().item(), 1e-7);
  }

  /** The log-likelihood that mixtools reports, at its maximum. */
  @Test
  void theDensityIsTheLikelihoodTimesThePrior() {
    Tensor loc = Tensor.of(54.614896, 80.091095);
    Tensor scale = Tensor.of(5.871244, 5.867716);
    LogDensity density = LogDensity.of(Geyser.model(Geyser.waits()));
    Tensor share = Tensor.scalar(0.639113);
    double[] at = density.unconstrain(Map.of("long", share, "loc", loc, "scale", scale));
    double found = density.potential().logDensityAndGradient(at, new double[at.length]);
    double prior =
        normal(Tensor.of(55, 80), 10).logProb(loc).sum().item()
            + normal(0, 10).logProb(scale).sum().item()
            + 2 * Math.log(2);
    double jacobian = Math.log(0.639113 * (1 - 0.639113)) + scale.log().sum().item();
    assertEquals(-1034.0018, found - prior - jacobian, 1e-3);
  }

  @Test
  void thePosteriorIsThatOfTheReferenceAndTheKindsFollowIt() {
    Tensor waits = Geyser.waits();
    Sampler sampler = Sampler.nuts().chains(1).warmUp(300).draws(400);
    Posterior posterior = Posterior.sample(sampler, Geyser.model(waits), Key.of(1));
    Summary summary = Report.of(posterior, "long", "loc", "scale");
    for (Reference expected : REFERENCE) {
      ParameterSummary found = summary.find(expected.name()).get();
      assertEquals(expected.mean(), found.mean(), 0.3 * expected.sd(), found.toString());
      assertEquals(expected.sd(), found.sd(), 0.2 * expected.sd(), found.toString());
    }
    Tensor kinds = posterior.get("kind").mean(0);
    Tensor expected = chance(posterior, waits);
    double greatest = kinds.minus(expected).abs().max().item();
    assertTrue(greatest < 5 * Math.sqrt(0.25 / 400), "off by " + greatest);
  }

  /** The mean over the draws of the probability that each wait is a long one. */
  private static Tensor chance(Posterior posterior, Tensor waits) {
    Tensor loc = posterior.get("loc").permute(1, 0).unsqueeze(-1);
    Tensor scale = posterior.get("scale").permute(1, 0).unsqueeze(-1);
    Tensor share = posterior.get("long").unsqueeze(-1);
    Tensor low = normal(loc.get(0), scale.get(0)).logProb(waits).exp();
    Tensor high = normal(loc.get(1), scale.get(1)).logProb(waits).exp().times(share);
    return high.div(high.plus(low.times(share.unaryMinus().plus(1)))).mean(0);
  }
}
