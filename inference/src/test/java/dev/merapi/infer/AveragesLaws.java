package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.multivariateNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.stream.IntStream;
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
      assertNear(chains, fit, 0.15, "mu", "z");
    }
  }

  private static void assertNear(Posterior exact, Fit fit, double room, String... sites) {
    Posterior draws = fit.posterior(8000, KEY);
    for (String site : sites) {
      Tensor all = exact.get(site);
      Tensor mean = all.mean(0);
      Tensor sd = all.minus(mean).square().mean(0).sqrt();
      Tensor off = draws.get(site).mean(0).minus(mean).div(sd).abs();
      assertTrue(off.max().item() < room, () -> site + ": " + off + " " + fit);
    }
  }

  @Test
  void logisticRegression() {
    Tensor x = normal(0, 1).sample(Key.of(11), Shape.of(200, 4));
    Tensor eta = x.matmul(Tensor.of(1, -0.5, 0, 2)).plus(0.3);
    Tensor y = bernoulli(eta.sigmoid()).sample(Key.of(12));
    Model<?> model =
        sample("alpha", normal(0, 1))
            .flatMap(
                alpha ->
                    sample("beta", normal(0, 1).expand(Shape.of(4)).toEvent(1))
                        .flatMap(
                            beta ->
                                plate("rows", 200)
                                    .each(
                                        _ ->
                                            observe(
                                                "y",
                                                Bernoulli.ofLogits(x.matmul(beta).plus(alpha)),
                                                y))));
    Posterior exact = Posterior.sample(Sampler.nuts().draws(2000), model, KEY);
    Fit fit = Svi.of(model, Guide.multivariate()).run(KEY);
    assertTrue(fit.kHat(1000, KEY).isReliable(), fit::toString);
    assertNear(exact, fit, 0.1, "alpha", "beta");
  }

  @Test
  void aMixtureWhoseAssignmentsAreSummedOut() {
    Tensor first = normal(-2, 0.5).sample(Key.of(13), Shape.of(40));
    Tensor second = normal(3, 0.5).sample(Key.of(14), Shape.of(60));
    Tensor y = Tensor.concat(0, first, second);
    Model<?> model =
        sample("locs", normal(Tensor.of(-1, 1), 2).toEvent(1))
            .flatMap(
                locs ->
                    sample("p", beta(2, 2))
                        .flatMap(
                            p ->
                                plate("rows", 100)
                                    .each(
                                        _ ->
                                            sample("z", bernoulli(p))
                                                .flatMap(
                                                    z ->
                                                        observe(
                                                            "y", normal(locs.get(z), 0.5), y)))));
    Posterior exact = Posterior.sample(Sampler.nuts().draws(2000), model, KEY);
    // Labels may be swapped: the prior means are a start on the side of the larger mode.
    Fit fit = Svi.of(model, Guide.normal(InitStrategy.mean(), 0.1)).run(KEY);
    assertTrue(fit.kHat(1000, KEY).isReliable(), fit::toString);
    assertNear(exact, fit, 0.1, "locs", "p");
  }

  /** Two numbers without a prior: the posterior is that of the likelihood, N(y, ½). */
  @Test
  void aFlatPriorOfAVector() {
    Model<?> model =
        sample("x", improperUniform(Constraints.real(), Shape.of(2)))
            .flatMap(x -> observe("y", normal(x, 0.5).toEvent(1), Tensor.of(3, -1)));
    Fit fit = Svi.of(model, Guide.multivariate()).run(KEY);
    assertEquals(3, fit.median().get("x").get(0).item(), 0.03);
    assertEquals(-1, fit.median().get("x").get(1).item(), 0.03);
    assertEquals(3 + 0.5 * 1.6449, fit.quantiles(0.95).get("x").get(0).item(), 0.05);
  }

  /** Rows in groups, with a slope: a normal vector comes near, and says how near. */
  @Test
  void groupsWithASlope() {
    Tensor group = Tensor.arange(60).div(6).floor();
    Tensor floor = Tensor.arange(60).mod(Tensor.scalar(3)).eq(0);
    Tensor y = normal(group.times(0.1).minus(floor.times(0.7)).plus(1), 0.8).sample(Key.of(15));
    Model<?> model =
        sample("mu", normal(0, 2))
            .flatMap(
                mu ->
                    sample("b", normal(0, 1))
                        .flatMap(
                            b ->
                                sample("sigma", gamma(4, 4))
                                    .flatMap(
                                        sigma ->
                                            plate("groups", 10, _ -> sample("a", normal(mu, 0.4)))
                                                .flatMap(
                                                    a ->
                                                        plate(
                                                            "rows",
                                                            60,
                                                            _ ->
                                                                observe(
                                                                    "y",
                                                                    normal(
                                                                        a.get(group)
                                                                            .plus(b.times(floor)),
                                                                        sigma),
                                                                    y))))));
    Posterior exact = Posterior.sample(Sampler.nuts().draws(2000), model, KEY);
    Fit fit = Svi.of(model, Guide.multivariate()).run(KEY);
    assertTrue(fit.kHat(1000, KEY).isReliable(), fit::toString);
    assertNear(exact, fit, 0.1, "mu", "b", "sigma", "a");
  }

  /** A chain of two states, summed out: the levels, the noise and the chance to stay. */
  @Test
  void aHiddenChain() {
    double[] seen = new double[40];
    Tensor noise = normal(0, 0.6).sample(Key.of(16), Shape.of(40));
    for (int t = 0; t < seen.length; t++) {
      seen[t] = (t / 9 % 2 == 0 ? -1 : 1) + noise.get(t).item();
    }
    Model<?> model =
        sample("level", normal(Tensor.of(-1, 1), 0.5).toEvent(1))
            .flatMap(
                level ->
                    sample("sigma", gamma(3, 5))
                        .flatMap(
                            sigma ->
                                sample("stay", beta(8, 2))
                                    .flatMap(
                                        stay ->
                                            markov(
                                                "time",
                                                1,
                                                IntStream.range(0, seen.length).boxed().toList(),
                                                Tensor.scalar(0),
                                                (state, t) ->
                                                    sample("z" + t, bernoulli(up(state, stay)))
                                                        .flatMap(
                                                            z ->
                                                                observe(
                                                                        "y" + t,
                                                                        normal(level.get(z), sigma),
                                                                        seen[t])
                                                                    .map(_ -> z))))));
    Posterior exact = Posterior.sample(Sampler.nuts().draws(500), model, KEY);
    Fit fit = Svi.of(model, Guide.multivariate()).run(KEY);
    assertTrue(fit.kHat(1000, KEY).isReliable(), fit::toString);
    assertNear(exact, fit, 0.1, "level", "sigma", "stay");
  }

  private static Tensor up(Tensor state, Tensor stay) {
    return state.times(stay).plus(state.unaryMinus().plus(1).times(stay.unaryMinus().plus(1)));
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
