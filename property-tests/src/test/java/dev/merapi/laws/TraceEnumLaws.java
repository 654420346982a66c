package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.InferConfig;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.laws.Outcomes.Slope;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The bound is the same whichever way its expectation is taken. */
class TraceEnumLaws {
  private static final Key KEY = Key.of(3);
  private static final Tensor PARAMETERS = Tensor.of(0.3, -0.7, 1.1, 0.4);
  private static final Tensor Y = Tensor.of(0.4, 1.9);

  private static Model<Tensor> flip(String name, Tensor logit) {
    return sample(name, bernoulliLogits(logit));
  }

  private static Model<Tensor> model(Tensor p) {
    return flip("a", p.get(0))
        .flatMap(
            a ->
                plate(
                    "rows",
                    2,
                    _ ->
                        flip("b", p.get(1).plus(a.times(p.get(2))))
                            .flatMap(b -> observe("y", normal(b.plus(a), 1), Y))));
  }

  private static Model<Tensor> guide(Tensor p) {
    return flip("a", p.get(3))
        .flatMap(a -> plate("rows", 2, _ -> flip("b", p.get(0).times(a).minus(p.get(2)))));
  }

  private static Slope slope(Enumeration how) {
    Function<Tensor, Model<?>> marked = p -> new ConfigEnumerate(how).on(guide(p));
    return new Outcomes(TraceEnumLaws::model, marked, PARAMETERS).drawn(TraceEnum.EXACT, Map.of());
  }

  @Test
  void aGuideEnumeratedSequentiallyIsOneEnumeratedInParallel() {
    Slope exact = new Outcomes(TraceEnumLaws::model, TraceEnumLaws::guide, PARAMETERS).exact();
    slope(new Enumeration.Parallel()).assertEqual(exact);
    slope(new Enumeration.Sequential()).assertEqual(exact);
  }

  /** The law of b stands behind a branch, so only one assignment after the other has a meaning. */
  @Test
  void aGuideMayBranchOnWhatItEnumeratesSequentially() {
    Function<Tensor, Model<?>> branching =
        p ->
            new ConfigEnumerate(new Enumeration.Sequential())
                .on(
                    flip("a", p.get(3))
                        .flatMap(
                            a ->
                                a.item() > 0
                                    ? plate("rows", 2, _ -> flip("b", p.get(1)))
                                    : plate("rows", 2, _ -> flip("b", p.get(2).times(2)))));
    Outcomes outcomes = new Outcomes(TraceEnumLaws::model, branching, PARAMETERS);
    outcomes.drawn(TraceEnum.EXACT, Map.of()).assertEqual(outcomes.exact());
  }

  @Test
  void severalDrawsAtOnceAreUnbiased() {
    Function<Tensor, Model<?>> model =
        p -> flip("a", p.get(0)).flatMap(a -> observe("y", normal(a.times(p.get(1)), 1), 0.7));
    Function<Tensor, Model<?>> guide = p -> flip("a", p.get(2));
    Function<Tensor, Model<?>> twice =
        p -> new ConfigEnumerate(new Enumeration.Draws(2)).on(guide.apply(p));
    Outcomes outcomes = new Outcomes(model, twice, PARAMETERS);
    Tensor logit = PARAMETERS.get(2).expand(Shape.of(2));
    Slope mean = new Slope(0, Tensor.zeros(PARAMETERS.shape()));
    for (int outcome = 0; outcome < 4; outcome++) {
      Tensor draws = Tensor.of(outcome & 1, outcome >> 1);
      double probability = Math.exp(bernoulliLogits(logit).logProb(draws).sum().item());
      mean = mean.plus(probability, outcomes.drawn(TraceEnum.EXACT, Map.of("a", draws)));
    }
    mean.assertEqual(new Outcomes(model, guide, PARAMETERS).exact());
  }

  /** A location x that the guide draws, and one of two components for each row. */
  private static Model<Tensor> mixture(Tensor p) {
    return sample("x", normal(p.get(0), 1))
        .flatMap(
            x ->
                plate(
                    "rows",
                    2,
                    _ ->
                        new ConfigEnumerate()
                            .on(flip("z", p.get(1)))
                            .flatMap(z -> observe("y", normal(x.plus(z), 1), Y))));
  }

  private static Model<Tensor> location(Tensor p) {
    return sample("x", normal(p.get(2), p.get(3).exp()));
  }

  @Test
  void particlesAreAveraged() {
    int n = 5;
    double[] noise = new double[n];
    Key key = Site.latent("x", normal(0, 1)).keyUnder(KEY);
    Draws.normal(key, noise, 0, n);
    Outcomes outcomes = new Outcomes(TraceEnumLaws::mixture, TraceEnumLaws::location, PARAMETERS);
    Slope mean = new Slope(0, Tensor.zeros(PARAMETERS.shape()));
    for (double each : noise) {
      Slope one =
          outcomes.slope(
              p -> {
                Tensor x = p.get(2).plus(p.get(3).exp().times(each));
                Model<?> known = new Condition(Map.of("x", x)).on(mixture(p));
                Tensor joint = TraceEnum.EXACT.elbo(known, pure(0), KEY);
                return joint.minus(normal(p.get(2), p.get(3).exp()).logProb(x));
              });
      mean = mean.plus(1.0 / n, one);
    }
    outcomes.drawn(TraceEnum.EXACT.particles(n), Map.of()).assertEqual(mean);
  }

  @Test
  void particlesChangeNothingWhereNothingIsDrawn() {
    Model<?> model = new ConfigEnumerate().on(model(PARAMETERS));
    Model<?> guide = new ConfigEnumerate().on(guide(PARAMETERS));
    double one = TraceEnum.EXACT.elbo(model, guide, KEY).item();
    assertEquals(one, TraceEnum.EXACT.particles(7).elbo(model, guide, KEY).item(), 1e-12);
  }

  /** Each particle has the score of its own draw. */
  @Test
  void particlesKeepTheirScoresApart() {
    Function<Tensor, Model<?>> model =
        p -> flip("a", p.get(0)).flatMap(a -> observe("y", normal(a.times(p.get(1)), 1), 0.7));
    Function<Tensor, Model<?>> guide = p -> flip("a", p.get(2));
    Outcomes outcomes = new Outcomes(model, guide, PARAMETERS);
    Slope first = outcomes.drawn(TraceEnum.EXACT, Map.of("a", Tensor.scalar(0)));
    Slope second = outcomes.drawn(TraceEnum.EXACT, Map.of("a", Tensor.scalar(1)));
    Slope both = outcomes.drawn(TraceEnum.EXACT.particles(2), Map.of("a", Tensor.of(0, 1)));
    Slope zero = new Slope(0, Tensor.zeros(PARAMETERS.shape()));
    zero.plus(0.5, first).plus(0.5, second).assertEqual(both);
  }

  @Test
  void aFactorOfAGuideCountsAsItsStatementSays() {
    Function<Tensor, Model<?>> model = p -> flip("a", p.get(0));
    Function<Tensor, Model<?>> guide =
        p ->
            flip("a", p.get(2))
                .flatMap(
                    a ->
                        new InferConfig(site -> site.infer().pathwise(true))
                            .on(factor("f", a.times(p.get(1)))));
    Outcomes outcomes = new Outcomes(model, guide, PARAMETERS);
    outcomes.mean(TraceEnum.EXACT).assertEqual(outcomes.exact());
  }
}
