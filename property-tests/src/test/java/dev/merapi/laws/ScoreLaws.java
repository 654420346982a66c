package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.laws.internal.Forced;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The gradient of the bound with draws that have no gradient of their own, averaged over all their
 * outcomes, is the gradient of the exact bound.
 */
class ScoreLaws {
  private static final Tensor PARAMETERS = Tensor.of(0.3, -0.7, 1.1, 0.4);
  private static final Tensor Y = Tensor.of(0.4, 1.9, -0.3);

  private static void assertUnbiased(
      Function<Tensor, Model<?>> model, Function<Tensor, Model<?>> guide) {
    Outcomes outcomes = new Outcomes(model, guide, PARAMETERS);
    outcomes.exact().assertEqual(outcomes.mean(TraceEnum.EXACT));
  }

  private static Model<Tensor> flip(String name, Tensor logit) {
    return sample(name, bernoulliLogits(logit));
  }

  private static Model<Tensor> choice(String name, Tensor slope) {
    return sample(name, categoricalLogits(slope.unsqueeze(-1).times(Tensor.arange(3))));
  }

  /** A global switch a, and b in a plate that depends on it. */
  private static Model<Tensor> pair(Tensor p) {
    return flip("a", p.get(0))
        .flatMap(
            a ->
                plate(
                    "rows",
                    3,
                    _ ->
                        choice("b", p.get(1).plus(a.times(p.get(2))))
                            .flatMap(b -> observe("y", normal(b.plus(a), 1), Y).map(_ -> b))));
  }

  private static Model<Tensor> pairGuide(Tensor p) {
    return flip("a", p.get(3))
        .flatMap(a -> plate("rows", 3, _ -> choice("b", p.get(0).times(a).minus(p.get(2)))));
  }

  @Test
  void ofOneDraw() {
    assertUnbiased(
        p -> flip("a", p.get(0)).flatMap(a -> observe("y", normal(a.times(p.get(1)), 1), 0.7)),
        p -> flip("a", p.get(2)));
  }

  @Test
  void ofDrawsInAPlateThatDependOnOneOutside() {
    assertUnbiased(ScoreLaws::pair, ScoreLaws::pairGuide);
  }

  @Test
  void ofDrawsUnderAPartialMask() {
    Tensor mask = Tensor.of(1, 0, 1);
    assertUnbiased(
        p ->
            plate(
                "rows",
                3,
                _ ->
                    new Mask(mask)
                        .on(
                            flip("b", p.get(0))
                                .flatMap(b -> observe("y", normal(b.times(p.get(1)), 1), Y)))),
        p -> plate("rows", 3, _ -> new Mask(mask).on(flip("b", p.get(2)))));
  }

  /** The masked density of the guide says nothing of b, but its draws follow it. */
  @Test
  void ofDrawsWhoseOwnDensityIsMasked() {
    assertUnbiased(
        p ->
            plate(
                "rows",
                3,
                _ ->
                    flip("b", p.get(0))
                        .flatMap(b -> observe("y", normal(b.times(p.get(1)), 1), Y))),
        p -> plate("rows", 3, _ -> new Mask(false).on(flip("b", p.get(2)))));
  }

  @Test
  void ofDrawsUnderAScale() {
    assertUnbiased(p -> new Scale(2.5).on(pair(p)), p -> new Scale(2.5).on(pairGuide(p)));
  }

  @Test
  void ofDrawsInASubsampledPlate() {
    Tensor chosen = Tensor.of(0, 2);
    assertUnbiased(
        p ->
            plate("rows", 3)
                .indices(chosen)
                .each(
                    rows ->
                        choice("b", p.get(1))
                            .flatMap(
                                b ->
                                    observe("y", normal(b.times(p.get(0)), 1), rows.subsample(Y)))),
        p -> plate("rows", 3).indices(chosen).each(_ -> choice("b", p.get(2))));
  }

  @Test
  void ofAChainOfDraws() {
    assertUnbiased(p -> chain(p, true), p -> chain(p.flip(0), false));
  }

  private static Model<Tensor> chain(Tensor p, boolean observed) {
    return markov(
        "time",
        1,
        Vector.range(0, 3),
        Tensor.scalar(0),
        (before, t) ->
            flip("z" + t, p.get(0).plus(before.times(p.get(1))))
                .flatMap(
                    z ->
                        observed
                            ? observe("y" + t, normal(z.times(p.get(2)), 1), Y.get(t)).map(_ -> z)
                            : pure(z)));
  }

  @Test
  void whereTheGuideGoesTheOtherWay() {
    assertUnbiased(
        p ->
            flip("a", p.get(0))
                .flatMap(a -> flip("b", p.get(1).times(a)))
                .flatMap(b -> observe("y", normal(b, 1), 0.3)),
        p -> flip("b", p.get(2)).flatMap(b -> flip("a", p.get(3).times(b).plus(p.get(1)))));
  }

  /** The draws in the plate reach all of its elements through one outside of it. */
  @Test
  void ofDrawsInAPlateThatOneOutsideDependsOn() {
    assertUnbiased(
        p ->
            plate("rows", 3, _ -> flip("b", p.get(0)))
                .flatMap(
                    b ->
                        flip("a", b.sum().times(p.get(1)).minus(1))
                            .flatMap(
                                a -> plate("rows", 3, _ -> observe("y", normal(a.plus(b), 1), Y)))),
        p ->
            plate("rows", 3, _ -> flip("b", p.get(2)))
                .flatMap(b -> flip("a", b.sum().times(p.get(3)))));
  }

  @Test
  void besideSitesThatTheModelSumsOut() {
    assertUnbiased(
        p ->
            flip("a", p.get(0))
                .flatMap(
                    a ->
                        plate(
                            "rows",
                            3,
                            _ ->
                                new ConfigEnumerate()
                                    .on(choice("b", p.get(1).plus(a)))
                                    .flatMap(b -> observe("y", normal(b.plus(a), 1), Y)))),
        p -> flip("a", p.get(3)));
  }

  /**
   * c is drawn once for each value of the enumerated a: 2 × 2 outcomes. What comes after it and has
   * nothing to do with a is no concern of its.
   */
  @Test
  void belowASiteThatTheGuideEnumerates() {
    Function<Tensor, Model<?>> model =
        p ->
            flip("a", p.get(0))
                .flatMap(
                    a ->
                        flip("c", p.get(1).times(a))
                            .flatMap(c -> observe("y", normal(c.plus(a), 1), 0.8)))
                .flatMap(_ -> flip("free", p.get(0)));
    Outcomes.Slope mean = new Outcomes.Slope(0, Tensor.zeros(PARAMETERS.shape()));
    for (int outcome = 0; outcome < 4; outcome++) {
      Tensor c = Tensor.of(outcome & 1, outcome >> 1);
      Tensor logits = PARAMETERS.get(3).times(Tensor.arange(2)).plus(0.2);
      double probability = Math.exp(bernoulliLogits(logits).logProb(c).sum().item());
      Outcomes forced =
          new Outcomes(
              model, p -> enumeratedAbove(p, (law, a) -> new Forced(law, c.get(a))), PARAMETERS);
      mean = mean.plus(probability, forced.drawn(TraceEnum.EXACT, Map.of()));
    }
    new Outcomes(model, p -> enumeratedAbove(p, (law, _) -> law), PARAMETERS)
        .exact()
        .assertEqual(mean);
  }

  private static Model<?> enumeratedAbove(
      Tensor p, BiFunction<Distribution, Tensor, Distribution> drawn) {
    return new ConfigEnumerate()
        .on(flip("a", p.get(2)))
        .flatMap(a -> sample("c", drawn.apply(bernoulliLogits(p.get(3).times(a).plus(0.2)), a)))
        .flatMap(_ -> new ConfigEnumerate().on(flip("free", p.get(1))));
  }
}
