package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.binomial;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.multivariateNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.transform.Flows;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.infer.vi.optim.Schedule;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each family of guides finds a posterior that it contains. */
class GuideLaws {
  private static final Key KEY = Key.of(8);
  private static final Tensor COVARIANCE =
      Tensor.of(new double[][] {{1, 0.8, 0}, {0.8, 1, 0.3}, {0, 0.3, 2}});
  private static final Tensor MEAN = Tensor.of(0.5, -1, 2);

  private static Guide named(String name) {
    return switch (name) {
      case "normal" -> Guide.normal();
      case "diagonal" -> Guide.diagonal();
      case "multivariate" -> Guide.multivariate();
      case "lowRank" -> Guide.lowRank(2);
      case "laplace" -> Guide.laplace();
      case "iaf" -> Guide.flow(n -> Flows.autoregressive(n, 4 * n, Flows.affine()));
      case "spline" -> Guide.flow(n -> Flows.coupling(n, n / 2, 8, Flows.spline(4, 4)));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Fit fitted(Model<?> model, String guide) {
    return Svi.of(model, named(guide))
        .objective(TraceEnum.EXACT.particles(4))
        .optimiser(Optimiser.adam(Schedule.constant(0.02), 0.9, 0.99))
        .steps(15_000)
        .run(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multivariate", "lowRank", "laplace", "iaf"})
  void aNormalVectorIsFound(String guide) {
    Model<?> model = sample("x", multivariateNormal(MEAN, COVARIANCE));
    Fit fit = fitted(model, guide);
    Tensor draws = fit.posterior(4000, Key.of(2)).get("x");
    for (int i = 0; i < 3; i++) {
      double sd = Math.sqrt(COVARIANCE.at(i, i).item());
      Tensor column = draws.slice(-1, i, i + 1);
      assertEquals(MEAN.get(i).item(), column.mean().item(), 0.12 * sd, fit::toString);
      double variance = column.minus(column.mean()).square().mean().item();
      assertEquals(sd, Math.sqrt(variance), 0.12 * sd, fit::toString);
    }
    Tensor a = draws.slice(-1, 0, 1).minus(MEAN.get(0));
    Tensor b = draws.slice(-1, 1, 2).minus(MEAN.get(1));
    assertEquals(0.8, a.times(b).mean().item(), 0.1, fit::toString);
    assertTrue(fit.kHat(1000, KEY).isReliable(), fit::toString);
    double density = fit.logDensity(Map.of("x", MEAN));
    double exact = multivariateNormal(MEAN, COVARIANCE).logProb(MEAN).item();
    assertEquals(exact, density, 0.15, fit::toString);
  }

  /** Numbers, positive ones and shares at once, in plates and outside: μ, τ, θ[4], p. */
  private static Model<?> mixed() {
    return sample("mu", normal(0, 3))
        .flatMap(
            mu ->
                sample("tau", halfNormal(2))
                    .flatMap(
                        tau ->
                            plate("groups", 4)
                                .each(
                                    _ ->
                                        sample("theta", normal(mu, tau))
                                            .flatMap(
                                                theta ->
                                                    observe(
                                                        "y",
                                                        normal(theta, 1),
                                                        Tensor.of(2, 3, 1, 5))))
                                .flatMap(_ -> sample("p", beta(2, 2)))
                                .flatMap(p -> observe("k", binomial(10, p), 7))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "diagonal", "multivariate", "lowRank", "iaf", "spline"})
  void anySupportWillDo(String guide) {
    Fit fit = fitted(mixed(), guide);
    Posterior draws = fit.posterior(2000, Key.of(2));
    assertEquals(9 / 14.0, draws.get("p").mean().item(), 0.03, fit::toString);
    assertEquals(Shape.of(2000, 4), draws.get("theta").shape());
    assertTrue(draws.get("tau").min().item() > 0);
    Map<String, Tensor> at = new LinkedHashMap<>(fit.median());
    assertTrue(Double.isFinite(fit.logDensity(at)), fit::toString);
  }

  @Test
  void theDiagonalGuideIsTheNormalOne() {
    Map<String, Tensor> one = fitted(mixed(), "normal").median();
    Map<String, Tensor> other = fitted(mixed(), "diagonal").median();
    assertEquals(one.get("mu").item(), other.get("mu").item(), 0.1);
    assertEquals(one.get("tau").item(), other.get("tau").item(), 0.1);
    assertEquals(one.get("p").item(), other.get("p").item(), 0.02);
  }

  /** Beta(9, 5) has its mode on the free scale where its mean is: 9/14. */
  @Test
  void laplaceStandsAtTheModeOfTheFreeScale() {
    Model<?> model = sample("p", beta(2, 2)).flatMap(p -> observe("k", binomial(10, p), 7));
    Fit fit = fitted(model, "laplace");
    double mean = 9 / 14.0;
    assertEquals(mean, fit.median().get("p").item(), 1e-3);
    // the curvature of 9 ln p + 5 ln(1 − p) in the logit is 14 p (1 − p)
    double sd = 1 / Math.sqrt(14 * mean * (1 - mean));
    double logit = Math.log(mean / (1 - mean)) + 1.959964 * sd;
    assertEquals(1 / (1 + Math.exp(-logit)), fit.quantiles(0.975).get("p").item(), 1e-3);
  }

  @Test
  void sitesCanHaveGuidesOfTheirOwn() {
    Guide wide = Guide.multivariate();
    Guide mixed =
        Guide.bySite(
            site ->
                switch (site) {
                  case "mu", "theta" -> wide;
                  case "tau" -> Guide.delta();
                  default -> Guide.normal();
                });
    Fit fit = Svi.of(mixed(), mixed).steps(5000).run(KEY);
    assertEquals(Shape.of(5), fit.parameters().get("latent.loc").shape());
    assertTrue(fit.parameters().containsKey("p.scale"));
    assertTrue(!fit.parameters().containsKey("tau.scale"));
  }

  @Test
  void aVectorOfAMinibatchIsRefused() {
    Model<?> model =
        plate("rows", 12)
            .subsampleSize(5)
            .each(part -> sample("z", normal(0, 1)).flatMap(z -> observe("y", normal(z, 1), z)));
    ModelException refused =
        assertThrows(ModelException.class, () -> Svi.of(model, Guide.multivariate()).run(KEY));
    assertTrue(refused.getMessage().contains("'z'"), refused.getMessage());
    assertTrue(refused.getMessage().contains("'rows'"), refused.getMessage());
  }
}
