package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.internal.centring.Centring;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link Sampler#automatic()} makes of programs that are hard as they are written. */
final class AutomaticExamples {
  private static final Sampler SAMPLER = Sampler.automatic().draws(500);

  private static Model<Tensor> schools(Tensor y, Tensor sigma) {
    return sample("mu", normal(0, 5))
        .flatMap(
            mu ->
                sample("tau", halfCauchy(5))
                    .flatMap(
                        tau ->
                            plate(
                                "schools",
                                y.shape().count(),
                                _ ->
                                    sample("theta", normal(mu, tau))
                                        .flatMap(theta -> observe("y", normal(theta, sigma), y)))));
  }

  private static Model<Tensor> funnel(int n) {
    return sample("v", normal(0, 3))
        .flatMap(v -> plate("rows", n, _ -> sample("x", normal(0, v.times(0.5).exp()))));
  }

  private static List<String> sites(Posterior posterior) {
    return posterior.quantities().stream().map(Quantity::name).toList();
  }

  @Test
  void aFunnelIsDrawnWhole() {
    Posterior posterior = Posterior.sample(SAMPLER, funnel(30), 1);
    assertEquals(List.of("v", "x"), sites(posterior));
    assertTrue(posterior.remedies().getFirst().contains("x non-centred"));
    assertTrue(posterior.toString().contains("x non-centred"));
    assertEquals(List.of(), posterior.advice());
    ParameterSummary v = posterior.summary("v").parameters().getFirst();
    assertEquals(0, v.mean(), 0.5);
    assertEquals(3, v.sd(), 0.4);
    assertArrayEquals(
        posterior.rows()[1][7], Posterior.sample(SAMPLER, funnel(30), 1).rows()[1][7]);
  }

  /** Groups with much data stay as they are, those with little are non-centred. */
  @Test
  void eachGroupIsCentredAsFarAsItsDataAllow() {
    Tensor sigma = Tensor.of(0.01, 0.02, 60, 49, 81, 100, 88, 0.05);
    Posterior posterior =
        Posterior.sample(SAMPLER, schools(Tensor.of(28, 8, -7, -1, 1, 18, 12, 3), sigma), 2);
    assertTrue(posterior.remedies().getFirst().contains("theta centred to 0.0 … 1.0"));
    assertEquals(List.of("mu", "tau", "theta"), sites(posterior));
    assertEquals(28, posterior.summary("theta[1]").parameters().getFirst().mean(), 0.02);
  }

  /** A program that is good as it is stays so, and has the draws of {@link Sampler#nuts()}. */
  @Test
  void whatIsGoodStaysAsItIs() {
    Tensor y = Tensor.of(28, 8, -7, -1, 1, 18, 12, 3);
    Model<Tensor> sure = schools(y, Tensor.scalar(0.5));
    Posterior posterior = Posterior.sample(SAMPLER, sure, 3);
    assertEquals(List.of(), posterior.remedies());
    assertArrayEquals(
        Posterior.sample(Sampler.nuts().draws(500), sure, 3).rows()[3][499],
        posterior.rows()[3][499]);
  }

  /** Divergences that no form mends are met by shorter steps. */
  @Test
  void divergencesMakeStepsShorter() {
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor sigma = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    Posterior posterior = Posterior.sample(Sampler.automatic(), schools(y, sigma), 1);
    assertTrue(posterior.remedies().getFirst().contains("theta non-centred"));
    assertTrue(posterior.remedies().get(1).contains("target acceptance of 0.95"));
    assertEquals(List.of(), posterior.advice());
  }

  /**
   * A hierarchy of classes that are summed out: no form, or one that is right, but no exception.
   */
  @Test
  void classesThatAreSummedOut() {
    Model<Tensor> mixture =
        sample("v", normal(0, 1))
            .flatMap(
                v ->
                    sample("z", bernoulli(0.4))
                        .flatMap(
                            z ->
                                sample("x", normal(v.times(2), v.exp()))
                                    .flatMap(
                                        x -> observe("y", normal(x.plus(z.times(3)), 1), 2.0))));
    Posterior posterior = Posterior.sample(SAMPLER, mixture, 4);
    assertEquals(List.of("v", "z", "x"), sites(posterior));
    assertEquals(List.of(), posterior.advice());
    Model<Tensor> byClass =
        sample("z", bernoulli(0.4))
            .flatMap(
                z ->
                    sample("x", normal(z.times(3), 1))
                        .flatMap(x -> observe("y", normal(x, 1), 2.0)));
    assertEquals(List.of("z", "x"), sites(Posterior.sample(SAMPLER, byClass, 5)));
  }

  /** What a form says of a draw is what its program makes the draw of. */
  @Test
  void aFormGivesItsDrawsBack() {
    LogDensity plain = LogDensity.of(schools(Tensor.of(28, 8, -7), Tensor.of(1, 2, 3)));
    double[] position = {1, 0.3, 4, -2, 0.5};
    Centring form = new Centring(Map.of("theta", Tensor.of(0, 0.25, 1)));
    Map<String, Tensor> values = form.decentered(plain.trace(position));
    LogDensity other = LogDensity.of(form.on(schools(Tensor.of(28, 8, -7), Tensor.of(1, 2, 3))));
    double[] place = position.clone();
    System.arraycopy(values.get("theta_decentered").toArray(), 0, place, 2, 3);
    assertArrayEquals(
        new double[] {4, -2, 0.5}, other.constrain(place).get("theta").toArray(), 1e-12);
  }
}
