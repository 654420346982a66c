package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.delta;
import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.logNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The semantics of inference that are easy to get wrong, by their numbers in the specification
 * (0.5, 0.6, …).
 */
final class TrapExamples {
  private static final Key KEY = Key.of(4);

  private static void assertRefused(Runnable action, String... parts) {
    String message = String.valueOf(assertThrows(ModelException.class, action::run).getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  private static double potential(Model<?> model, double... position) {
    return LogDensity.of(model)
        .potential()
        .logDensityAndGradient(position, new double[position.length]);
  }

  private static double bound(Model<?> model, Scaling scaling) {
    return new TraceEnum(scaling).elbo(new ConfigEnumerate().on(model), pure(0), KEY).item();
  }

  private static Model<Tensor> z() {
    return sample("z", bernoulli(0.3));
  }

  private static Model<Tensor> y(Tensor z) {
    return observe("y", normal(z, 1), 2);
  }

  /** Z = 0.7 N(2; 0, 1) + 0.3 N(2; 1, 1). */
  private static Model<Tensor> mixture() {
    return z().flatMap(TrapExamples::y);
  }

  private static void assertTarget(double expected, Model<?> model) {
    assertEquals(expected, potential(model), 1e-4);
    assertEquals(expected, bound(model, Scaling.COMMON), 1e-4);
    double high = 0.3 * Math.exp(-0.5);
    double low = 0.7 * Math.exp(-2);
    double[] marginals = InferDiscrete.marginals(model, KEY).get("z").toArray();
    assertArrayEquals(new double[] {low / (high + low), high / (high + low)}, marginals, 1e-12);
  }

  @Test
  void trap5TheScaleStandsOutsideOfTheSumForEveryAlgorithm() {
    assertTarget(-2.2038, mixture());
    assertTarget(-11.0189, new Scale(5).on(mixture()));
  }

  @Test
  void trap5TheDensityOfAnEnumeratedSiteIsNotMasked() {
    assertTarget(-2.2038, new Mask(false).on(z()).flatMap(TrapExamples::y));
    assertEquals(0, potential(new Mask(false).on(mixture())), 1e-12);
  }

  @Test
  void trap5ChainsSeeTheScaledSum() {
    Model<Tensor> model =
        sample("x", normal(0, 1)).flatMap(x -> new Scale(5).on(mixture()).map(_ -> x));
    double prior = normal(0, 1).logProb(Tensor.scalar(0.5)).item();
    assertEquals(prior - 11.0189, potential(model, 0.5), 1e-4);
  }

  /** A variable outside of a plate of which 2 of 4 elements take part. */
  private static Model<Tensor> subsampled() {
    return z().flatMap(z -> plate("data", 4).indices(Tensor.of(0, 3)).each(_ -> y(z)));
  }

  @Test
  void trap6SitesOfOneSumNeedOneScale() {
    String[] parts = {"'z'", "'y'", "plate 'data'", "scales 1.0 and 2.0", "PLATEWISE"};
    assertRefused(() -> LogDensity.of(subsampled()), parts);
    assertRefused(() -> bound(subsampled(), Scaling.COMMON), parts);
  }

  @Test
  void trap6PlatewiseScalingIsAnApproximationThatIsAskedFor() {
    double low = 0.7 * Math.exp(4 * normal(0, 1).logProb(Tensor.scalar(2)).item());
    double high = 0.3 * Math.exp(4 * normal(1, 1).logProb(Tensor.scalar(2)).item());
    assertEquals(Math.log(low + high), bound(subsampled(), Scaling.PLATEWISE), 1e-12);
    assertEquals(bound(mixture(), Scaling.COMMON), bound(mixture(), Scaling.PLATEWISE), 1e-12);
  }

  /** A chain whose state is that of the last two steps. */
  private static Model<?> chain(int history) {
    Tensor zero = Tensor.scalar(0);
    return markov(
        "time",
        history,
        Vector.range(0, 4),
        new Tuple2<>(zero, zero),
        (states, t) ->
            sample("z" + t, bernoulli(states._1.times(0.4).plus(states._2.times(0.2)).plus(0.1)))
                .map(z -> new Tuple2<>(states._2, z)));
  }

  @Test
  void trap18AHistoryThatIsTooShortChangesNothing() {
    assertEquals(0, potential(chain(1)), 1e-12);
    assertEquals(0, potential(chain(2)), 1e-12);
  }

  /** Step 3 reads step 0, which it declares that it does not. */
  private static Model<?> jump() {
    return markov(
        "time",
        1,
        Vector.range(0, 4),
        Tensor.scalar(0),
        (first, t) ->
            sample("z" + t, bernoulli(t == 3 ? first.times(0.5).plus(0.25) : Tensor.scalar(0.5)))
                .map(z -> t == 0 ? z : first));
  }

  @Test
  void trap18AlsoWhereAllShapesFit() {
    assertEquals(0, potential(jump()), 1e-12);
    Model<?> seen = new Condition(Map.of("z3", Tensor.scalar(1))).on(jump());
    double[] first = InferDiscrete.marginals(seen, KEY).get("z0").toArray();
    assertEquals(0.75, first[1], 1e-12);
    assertEquals(0, bound(jump(), Scaling.COMMON), 1e-12);
  }

  /** Gradient with respect to the logit of the guide, whose draw of z is {@code drawn}. */
  private static double slope(Rewrite weight, double drawn) {
    Symbolic.Input logit = Symbolic.Input.recorded("logit", Tensor.scalar(0.4).dense());
    Model<?> guide = weight.on(sample("z", bernoulliLogits(logit)));
    Key key =
        Vector.range(0, 100)
            .map(KEY::fold)
            .find(k -> Trace.run(k, guide).trace().value("z").item() == drawn)
            .get();
    Tensor bound = TraceEnum.EXACT.elbo(weight.on(mixture()), guide, key);
    return Gradient.ofRecorded(bound, List.of(logit)).getFirst().item();
  }

  @Test
  void trap20TheScoreFunctionIsNeitherScaledNorMasked() {
    double q = 1 / (1 + Math.exp(-0.4));
    double likelihood = normal(1, 1).logProb(Tensor.scalar(2)).item();
    double cost = Math.log(0.3) + likelihood - Math.log(q);
    double score = 1 - q;
    assertEquals(score * cost - score, slope(Rewrite.identity(), 1), 1e-12);
    assertEquals(5 * (score * cost - score), slope(new Scale(5), 1), 1e-12);
    Rewrite latentMasked = site -> site.isLatent() ? site.masked(Tensor.scalar(0)) : site;
    assertEquals(score * likelihood, slope(latentMasked, 1), 1e-12);
  }

  private static double standard(double q) {
    return normal(0, 1).logProb(Tensor.scalar(q)).item();
  }

  @Test
  void trap9PredictionForgetsTheData() {
    Model<Tensor> model = observe("y", normal(0, 1), 7);
    Tensor draws = Predictive.prior(model, KEY, 4).get("y");
    assertEquals(4, Vector.ofAll(draws.toArray()).distinct().size());
    assertEquals(0, draws.eq(7).any().item());
  }

  @Test
  void trap25AModelIsCheckedOnceAndThenOnlyItsNumbers() {
    Tensor three = Tensor.zeros(Shape.of(3));
    assertRefused(() -> LogDensity.of(sample("x", normal(three, 1))), "Site 'x'", "dim -1");
    Model<Tensor> dynamic =
        sample("x", normal(0, 1))
            .flatMap(x -> x.item() > 5 ? sample("y", normal(three, 1)) : sample("y", normal(0, 1)));
    assertTrue(Double.isFinite(potential(dynamic, 0, 0)));
    assertTrue(Double.isFinite(potential(dynamic, 6, 0)));
  }

  @Test
  void trap26TheJacobianIsNeitherScaledNorMasked() {
    Model<Tensor> model = sample("x", logNormal(0, 1));
    assertEquals(standard(0.7), potential(model, 0.7), 1e-12);
    assertEquals(3 * (standard(0.7) - 0.7) + 0.7, potential(new Scale(3).on(model), 0.7), 1e-12);
    assertEquals(0.7, potential(new Mask(false).on(model), 0.7), 1e-12);
  }

  @Test
  void trap27ALatentPointIsRefused() {
    Tensor two = Tensor.full(Shape.of(2), 2);
    for (Distribution point :
        Vector.of(delta(two, 1), delta(two).toEvent(1), delta(two, 1).mask(false))) {
      assertRefused(() -> LogDensity.of(sample("x", point)), "Site 'x'", "deterministic(\"x\"");
    }
  }

  @Test
  void trap27AnImproperUniformSiteGetsAStart() {
    Model<Tensor> model =
        sample("sigma", improperUniform(Constraints.positive()))
            .flatMap(sigma -> observe("y", normal(0, sigma), 2).map(_ -> sigma));
    Model<Tensor> proper = model.flatMap(s -> observe("w", logNormal(s.log(), 1), 2));
    double likelihood = normal(0, Math.exp(0.7)).logProb(Tensor.scalar(2)).item();
    assertEquals(likelihood + 0.7, potential(model, 0.7), 1e-12);
    Posterior posterior =
        Posterior.sample(Sampler.nuts().chains(1).warmUp(50).draws(20), proper, KEY);
    assertEquals(1, posterior.get("sigma").gt(0).all().item());
  }
}
