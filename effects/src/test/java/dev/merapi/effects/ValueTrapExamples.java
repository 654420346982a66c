package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The semantics of values, and of who decides them, that are easy to get wrong, by their numbers in
 * the specification.
 */
class ValueTrapExamples {
  private static final Key KEY = Key.of(4);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
  }

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  private static double scale(Trace trace, String name) {
    return trace.sampled(name).get().site().weight().scale().item();
  }

  @Test
  void trap7AnInterventionInASubsampledPlateScalesOnce() {
    Model<Tensor> model =
        plate("a", 10).subsampleSize(2).each(_ -> x().flatMap(x -> observe("y", normal(x, 1), 0)));
    Trace trace = trace(new Do(Map.of("x", Tensor.scalar(3))).on(model));
    assertEquals(5, scale(trace, "x"));
    assertEquals(5, scale(trace, "y"));
    assertEquals(1, trace.sampled("x").get().site().place().frames().size());
  }

  @Test
  void trap9PredictionForgetsObservations() {
    Model<Tensor> model = observe("y", normal(0, 1), 7);
    assertEquals(7, Run.run(KEY, model).item());
    Trace predicted = trace(new Uncondition().on(model));
    assertFalse(predicted.value("y").item() == 7);
    assertEquals(7, predicted.sampled("y").get().site().infer().forgotten().get().item());
  }

  @Test
  void trap10ReplayDoesNotOverwriteExplicitIndices() {
    Model<Indices> random = plate("a", 9).subsampleSize(2).choose();
    Model<Indices> given = plate("a", 9).indices(Tensor.of(3, 5)).choose();
    refused(
        () -> trace(new Replay(trace(random)).on(given)),
        "Plate 'a'",
        "[3.0, 5.0]",
        "same indices");
    assertEquals(Tensor.of(3, 5), trace(new Replay(trace(given)).on(random)).value("a"));
  }

  @Test
  void trap12WhoWins() {
    Condition one = new Condition(Map.of("x", Tensor.scalar(1)));
    Condition two = new Condition(Map.of("x", Tensor.scalar(2)));
    assertEquals(2, Run.run(KEY, two.on(one.on(x()))).item());
    Trace other = Trace.run(Key.of(9), x()).trace();
    assertEquals(1, Run.run(KEY, new Replay(other).on(one.on(x()))).item());
    Init init = new Init(KEY, InitStrategy.feasible());
    assertEquals(1, Run.run(KEY, init.on(one.on(x()))).item());
    Model<Tensor> intervened = new Do(Map.of("x", Tensor.scalar(3))).on(x());
    assertEquals(3, Run.run(KEY, one.on(intervened)).item());
    assertEquals(1, trace(one.on(intervened)).value("x").item());
  }

  @Test
  void trap22ADeterministicSiteIsNeverReadBack() {
    Model<Tensor> model = x().flatMap(x -> deterministic("d", x.times(2)));
    Trace replayed = Trace.run(Key.of(9), model).trace();
    Trace trace = trace(new Condition(Map.of("d", Tensor.scalar(7))).on(model));
    assertEquals(trace.value("x").times(2), trace.value("d"));
    assertEquals(0, trace.sampled("d").get().logProb().item());
    Trace again =
        trace(new Condition(Map.of("x", Tensor.scalar(1))).on(new Replay(replayed).on(model)));
    assertEquals(Tensor.scalar(2), again.value("d"));
  }

  @Test
  void trap25ChecksAreOnUnlessARunSwitchesThemOff() {
    refused(sample("x", normal(Tensor.arange(2), 1)), "Site 'x'", "no plate declares");
  }
}
