package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.multivariateNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Averages under fixed keys lead to the optimum of the family, and end by themselves. */
class AveragesLaws {
  private static final Key KEY = Key.of(2);

  @Test
  void aNormalVectorIsFound() {
    Tensor covariance = Tensor.of(new double[][] {{1, 0.9}, {0.9, 4}});
    Model<?> model = sample("x", multivariateNormal(Tensor.of(3, -40), covariance));
    Fit wide = Svi.of(model, Guide.multivariate()).run(KEY);
    assertTrue(wide.ending() instanceof Ending.Converged, wide::toString);
    assertEquals(3, wide.median().get("x").get(0).item(), 0.05);
    assertEquals(-40, wide.median().get("x").get(1).item(), 0.1);
    assertTrue(wide.kHat(1000, KEY).isReliable(), wide::toString);
    // the mean field has the deviations of the conditionals: 1/√(Λᵢᵢ) with Λ the precision
    Fit narrow = Svi.of(model, Guide.diagonal()).run(KEY);
    double determinant = 4 - 0.81;
    Tensor scale = narrow.parameters().get("latent.scale");
    assertEquals(1, scale.get(0).item() / Math.sqrt(determinant / 4), 0.05);
    assertEquals(1, scale.get(1).item() / Math.sqrt(determinant), 0.05);
  }

  @Test
  void aPointNeedsOneDraw() {
    Model<?> model = sample("rate", gamma(3, 2)).flatMap(rate -> observe("y", poisson(rate), 4));
    Fit fit = Svi.of(model, Guide.delta()).run(KEY);
    assertEquals(2, fit.median().get("rate").item(), 1e-6);
    assertTrue(
        fit.ending() instanceof Ending.Converged(int draws, long gradients, _)
            && draws == 1
            && gradients < 40,
        fit::toString);
  }

  /** Eight schools, non-centred: the means are those of a long run of NUTS. */
  @Test
  void eightSchools() {
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor sigma = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    Model<?> model =
        sample("mu", normal(0, 5))
            .flatMap(
                mu ->
                    sample("tau", halfCauchy(5))
                        .flatMap(
                            tau ->
                                plate("schools", 8)
                                    .each(
                                        _ ->
                                            sample("z", normal(0, 1))
                                                .flatMap(
                                                    z ->
                                                        observe(
                                                            "y",
                                                            normal(mu.plus(tau.times(z)), sigma),
                                                            y)))));
    Posterior chains = Posterior.sample(Sampler.nuts().draws(2000), model, KEY);
    for (Guide guide : new Guide[] {Guide.normal(), Guide.multivariate()}) {
      Fit fit = Svi.of(model, guide).run(KEY);
      assertTrue(fit.ending() instanceof Ending.Converged, fit::toString);
      Posterior draws = fit.posterior(8000, KEY);
      for (String site : new String[] {"mu", "z"}) {
        Tensor exact = chains.get(site);
        Tensor mean = exact.mean(0);
        Tensor sd = exact.minus(mean).square().mean(0).sqrt();
        Tensor off = draws.get(site).mean(0).minus(mean).div(sd).abs();
        assertTrue(off.max().item() < 0.15, () -> site + ": " + off + " " + fit);
      }
    }
  }

  @Test
  void theSameKeyGivesTheSameBytes() {
    Model<?> model =
        sample("x", normal(0, 1).expand(Shape.of(3)).toEvent(1))
            .flatMap(x -> observe("y", normal(x.square().sum(), 1), 2));
    FitState one = Svi.of(model, Guide.normal()).run(KEY).state();
    assertEquals(one, Svi.of(model, Guide.normal()).run(KEY).state());
  }

  @Test
  void whatJumpsIsRefused() {
    Model<?> model = sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), 1.1));
    Model<?> guide = param("q", 0.45).flatMap(q -> sample("z", bernoulli(q)));
    ModelException refused =
        assertThrows(ModelException.class, () -> Svi.of(model, guide).averages().run(KEY));
    assertTrue(refused.getMessage().contains("'z'"), refused.getMessage());
    Model<?> small = plate("rows", 9).subsampleSize(3).each(_ -> sample("x", normal(0, 1)));
    refused =
        assertThrows(ModelException.class, () -> Svi.of(small, Guide.normal()).averages().run(KEY));
    assertTrue(refused.getMessage().contains("'rows'"), refused.getMessage());
  }
}
