package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.found;
import static dev.merapi.effects.Refusals.refused;
import static dev.merapi.effects.reparam.Reparametrisation.locScale;

import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.internal.check.Spelling;
import dev.merapi.effects.reparam.Reparam;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The checks of what handlers are given, numbered as in Pyro's list of them (V1, V2, …): what each
 * message says.
 */
class HandlerValidationExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
  }

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void v21PlatesDeeperThanEnumerationBegins() {
    Model<Tensor> model = new EnumerateParallel(-1).on(plate("a", 2, _ -> x()));
    refused(model, "Site 'x'", "'a' (size 2, dim -1)", "begin at dim -1", "leftOf(1)");
  }

  @Test
  void v23HistoryTooShort() {
    Model<Tensor> model =
        Models.markov(
                "time",
                1,
                List.of(0, 1, 2),
                List.of(Tensor.scalar(0), Tensor.scalar(0)),
                (last, t) ->
                    sample("z" + t, bernoulli(last.get(0).plus(last.get(1)).times(0.25).plus(0.25)))
                        .map(z -> List.of(last.get(1), z)))
            .map(last -> last.get(1));
    refused(
        EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(model)),
        "Site 'z2'",
        "'z0'",
        "2 steps before it in the Markov chain 'time'",
        "Declare a history of 2");
  }

  @Test
  void v34ScaleAndMask() {
    refused(() -> new Scale(0), "factors > 0", "use mask");
    refused(() -> new Mask(Tensor.scalar(0.5)), "zeros and ones", "use scale");
  }

  @Test
  void v35MisspeltNames() {
    found(
        new Spelling(List.of("thta"), trace(sample("theta", normal(0, 1)))).findings(),
        "'thta'",
        "did you mean 'theta'");
  }

  @Test
  void v36ReplayOfEvidence() {
    Trace guide = trace(observe("x", normal(0, 1), 0));
    refused(
        () -> trace(new Replay(guide).on(x())), "Site 'x' is latent here", "observed", "condition");
  }

  @Test
  void v37InterventionTwice() {
    Do once = new Do(Map.of("x", Tensor.scalar(1)));
    refused(() -> trace(once.on(once.on(x()))), "Site 'x'", "twice");
  }

  @Test
  void v38ReparamOutsideOfAValue() {
    Model<Tensor> model = new Condition(Map.of("x", Tensor.scalar(1))).on(x());
    refused(
        () -> trace(Reparam.of(Map.of("x", locScale())).on(model)),
        "Site 'x'",
        "inside of condition");
  }

  @Test
  void v38ReparamOfTheWrongShape() {
    Model<Tensor> model = sample("x", normal(Tensor.arange(3), 1).toEvent(1));
    refused(
        Reparam.of(Map.of("x", _ -> pure(Tensor.scalar(1)))).on(model),
        "site 'x'",
        "shape []",
        "[3]");
  }

  @Test
  void v40InitialValueOfTheWrongShape() {
    refused(
        () -> trace(new Init(KEY, (_, _) -> Tensor.arange(3)).on(x())),
        "site 'x'",
        "[3]",
        "shape []",
        "no plate");
  }

  @Test
  void v45CountOfDraws() {
    refused(() -> new Enumeration.Draws(0), "0 draws", "at least one");
  }

  @Test
  void undeclaredDimOfAnEnumeratedSite() {
    Model<Tensor> model =
        new ConfigEnumerate().on(sample("z", bernoulli(Tensor.full(Shape.of(3), 0.5))));
    refused(
        () -> trace(EnumerateParallel.leftOf(1).on(model)),
        "Site 'z'",
        "[3]",
        "lock-step",
        "toEvent(1)");
  }
}
