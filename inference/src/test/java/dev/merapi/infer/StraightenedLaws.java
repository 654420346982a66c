package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.transform.Flows;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A model in the noise of a flow is the same model. */
class StraightenedLaws {
  private static final Key KEY = Key.of(8);
  private static final Guide FLOW =
      Guide.flow(n -> Flows.iterated(2, Flows.autoregressive(n, 4, Flows.affine())));

  /** ∫ p(x(z), y) |dx/dz| dz = p(y), whatever the flow is: here one that was hardly fitted. */
  @Test
  void theEvidenceIsKept() {
    Model<?> model = let(sample("r", gamma(2, 1)), r -> observe("y", poisson(r), Tensor.scalar(3)));
    Fit fit = Svi.of(model, FLOW).steps(40).run(KEY);
    Potential target = LogDensity.of(fit.straightened()).potential();
    double sum = 0;
    double[] slope = new double[1];
    // r = exp(loc + scale z) with a scale of about 0.1 at the start
    for (double z = -80; z < 80; z += 0.01) {
      sum += 0.01 * Math.exp(target.logDensityAndGradient(new double[] {z}, slope));
    }
    // r ~ Gamma(2, 1), y ~ Poisson(r): negative binomial with 4 · 2⁻⁵
    assertEquals(4 / 32.0, sum, 1e-6);
  }

  /** A banana, and sites in a plate: the draws of both forms agree. */
  @Test
  void theDrawsAreThoseOfTheModel() {
    Model<?> model =
        let(
            sample("a", normal(0, 1)),
            a ->
                let(
                    sample("b", normal(a.square(), 0.3)),
                    b ->
                        plate(
                            "rows",
                            3,
                            _ ->
                                let(
                                    sample("s", gamma(3, 2)),
                                    s -> observe("y", normal(b, s), Tensor.of(0.5, 1, 2))))));
    Fit fit = Svi.of(model, FLOW).steps(1500).run(KEY);
    Sampler sampler = Sampler.nuts().draws(500).threads(1);
    Posterior moved = Posterior.sample(sampler, fit.straightened(), KEY);
    Posterior plain = Posterior.sample(sampler, model, KEY);
    for (String site : new String[] {"a", "b", "s"}) {
      double[] one = moved.get(site).mean(0).toArray();
      double[] two = plain.get(site).mean(0).toArray();
      double[] wide = plain.get(site).square().mean(0).sqrt().toArray();
      for (int i = 0; i < one.length; i++) {
        assertEquals(two[i], one[i], 0.25 * wide[i], site);
      }
    }
  }

  @Test
  void otherGuidesAreRefused() {
    Model<?> model = let(sample("x", normal(0, 1)), x -> observe("y", normal(x, 1), 1));
    Fit fit = Svi.of(model, Guide.normal()).run(KEY);
    ModelException refused = assertThrows(ModelException.class, fit::straightened);
    assertTrue(refused.getMessage().contains("Guide.flow"), refused.getMessage());
  }
}
