package dev.merapi.effects;

import static dev.merapi.dist.Distributions.bernoulli;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateSequential;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.dist.constraint.Constraints;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.ConfigEnumerate;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.Entry;
import dev.merapi.effects.handler.EnumerateParallel;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.effects.handler.Lift;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Trace;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import io.vavr.collection.Vector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The semantics that are easy to get wrong, by their numbers in the specification (0.1, 0.2, …).
 */
class TrapExamples {
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
  void trap1AnAutomaticPlateTakesTheRightmostFreeDim() {
    assertEquals(
        Shape.of(3, 2), trace(plate("a", 2, _ -> plate("b", 3, _ -> x()))).value("x").shape());
    assertEquals(
        Shape.of(2, 3),
        trace(plate("a", 2).dim(-2).each(_ -> plate("b", 3, _ -> x()))).value("x").shape());
  }

  @Test
  void trap2TheDimIsAllocatedOnEntry() {
    Plating a = plate("a", 2);
    Plating b = plate("b", 3);
    Model<Tensor> model =
        a.each(_ -> sample("u", normal(0, 1)))
            .andThen(b.each(_ -> sample("v", normal(0, 1))))
            .andThen(a.each(_ -> b.each(_ -> sample("ab", normal(0, 1)))))
            .andThen(b.each(_ -> a.each(_ -> sample("ba", normal(0, 1)))));
    Trace trace = trace(model);
    assertEquals(Shape.of(2), trace.value("u").shape());
    assertEquals(Shape.of(3), trace.value("v").shape());
    assertEquals(Shape.of(3, 2), trace.value("ab").shape());
    assertEquals(Shape.of(2, 3), trace.value("ba").shape());
  }

  @Test
  void trap3TheSamePlateHasTheSameIndicesInOneRun() {
    Model<Tensor> model =
        plate("a", 100)
            .subsampleSize(5)
            .each(i -> deterministic("first", i.values()))
            .andThen(
                plate("a", 100).subsampleSize(5).each(i -> deterministic("second", i.values())));
    Trace trace = trace(model);
    assertEquals(trace.value("first"), trace.value("second"));
    refused(
        plate("a", 9, _ -> pure(0)).andThen(plate("a", 8, _ -> pure(0))),
        "Plate 'a' is used twice",
        "size 9",
        "size 8");
  }

  @Test
  void trap4SubsamplingScalesLatentAndObservedSitesAndNestedPlatesMultiply() {
    Model<Tensor> inner = x().andThen(observe("y", normal(0, 1), 0));
    Trace trace =
        trace(
            plate("a", 10)
                .subsampleSize(2)
                .each(_ -> plate("b", 6).subsampleSize(3).each(_ -> inner)));
    assertEquals(10, scale(trace, "x"));
    assertEquals(10, scale(trace, "y"));
    assertEquals(0, trace.sampled("a").get().logProb().item());
    Trace loop =
        trace(plate("a", 10).subsampleSize(2).sequentially(i -> sample("z" + i, normal(0, 1))));
    loop.latents().forEach(entry -> assertEquals(5, scale(loop, entry.name())));
  }

  @Test
  void trap5TheMaskIsInsideAndTheScaleOutside() {
    Model<Tensor> model = plate("a", 2, _ -> x());
    Tensor mask = Tensor.of(1, 0);
    Trace trace = trace(new Scale(5).on(new Mask(mask).on(model)));
    double first = trace.value("x").toArray()[0];
    double expected = 5 * normal(0, 1).logProb(Tensor.scalar(first)).item();
    assertEquals(Tensor.of(expected, 0), trace.sampled("x").get().logProb());
    assertEquals(Shape.of(2), trace.sampled("x").get().unscaled().batchShape());
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
  void trap8ASequentialPlateIsAnotherConstructor() {
    Model<Vector<Tensor>> model = plateSequential("a", 3, i -> sample("x" + i, normal(0, 1)));
    assertEquals(3, Run.run(KEY, model).size());
    assertEquals(Shape.SCALAR, trace(model).value("x1").shape());
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
  void trap11ATraceHasTheFullParameterAndTheProgramTheSlice() {
    Model<Tensor> model =
        plate("a", 9)
            .indices(Tensor.of(3, 5))
            .each(_ -> param("p", _ -> Tensor.arange(9), Constraints.real(), 0));
    assertEquals(Tensor.of(3, 5), Run.run(KEY, model));
    assertEquals(Tensor.arange(9), trace(model).value("p"));
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
  void trap13APriorIsBroadcastByThePlatesInsideOfLift() {
    Model<Tensor> model = plate("a", 3, _ -> param("p", Tensor.zeros(Shape.of(3))));
    assertEquals(Shape.of(3), Run.run(KEY, Lift.all(normal(0, 1)).on(model)).shape());
  }

  @Test
  void trap14AMaskDoesNotEnlargeTheSite() {
    Trace trace =
        Settings.DEFAULT.validation(false).in(() -> trace(new Mask(Tensor.of(1, 0, 1)).on(x())));
    assertEquals(Shape.SCALAR, trace.value("x").shape());
    assertEquals(Shape.SCALAR, trace.sampled("x").get().site().distribution().batchShape());
    assertEquals(Shape.of(3), trace.sampled("x").get().logProb().shape());
  }

  @Test
  void trap15MaskedElementsAreNotLookedAt() {
    Tensor data = Tensor.of(1, Double.NaN);
    Model<Tensor> model = plate("a", 2, _ -> observe("y", normal(0, 1), data));
    Tensor logProb = trace(new Mask(Tensor.of(1, 0)).on(model)).sampled("y").get().logProb();
    assertEquals(0, logProb.toArray()[1]);
    assertTrue(Double.isFinite(logProb.sum().item()));
  }

  @Test
  void trap16ALogProbHasTheFullExpandedShape() {
    Trace trace = trace(plate("a", 4, _ -> observe("y", normal(0, 1), 0)));
    assertEquals(Shape.of(4), trace.sampled("y").get().logProb().shape());
  }

  @Test
  void trap17EnumeratedValuesAreNotExpandedAndNamed() {
    Model<Tensor> model =
        new ConfigEnumerate().on(plate("a", 20, _ -> sample("z", bernoulli(0.5))));
    Trace trace = trace(EnumerateParallel.leftOf(1).on(model));
    assertEquals(Shape.of(2, 1), trace.value("z").shape());
    assertEquals("z", trace.sampled("z").get().site().place().dims().get(-2).get());
  }

  @Test
  void trap18ChainsRecycleDims() {
    assertEquals(Vector.of(-1, -2, -1, -2, -1), dims(1));
    assertEquals(Vector.of(-1, -2, -3, -1, -2), dims(2));
    Model<Tensor> plain =
        Models.fold(
            Vector.range(0, 4), Tensor.scalar(0), (_, t) -> sample("z" + t, bernoulli(0.5)));
    Trace trace = trace(EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(plain)));
    assertEquals(Vector.of(-1, -2, -3, -4), trace.latents().map(TrapExamples::dim).toVector());
  }

  private static Vector<Integer> dims(int history) {
    Model<Tensor> chain =
        Models.markov(
            "time",
            history,
            Vector.range(0, 5),
            Tensor.scalar(0),
            (z, t) -> sample("z" + t, bernoulli(z.times(0.5).plus(0.25))));
    return trace(EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(chain)))
        .latents()
        .map(TrapExamples::dim)
        .toVector();
  }

  private static int dim(Entry.Sampled entry) {
    return entry.site().place().dims().filter(dim -> dim._2.equals(entry.name())).head()._1;
  }

  @Test
  void trap19TheModelSeesTheDimsOfAnEnumeratedGuide() {
    Model<Tensor> guide = new ConfigEnumerate().on(sample("z", bernoulli(0.5)));
    Trace drawn = trace(EnumerateParallel.leftOf(0).on(guide));
    Model<Tensor> model =
        sample("z", bernoulli(0.5))
            .flatMap(z -> sample("w", bernoulli(z.times(0.5).plus(0.25))))
            .flatMap(w -> observe("y", normal(w, 1), 0));
    Model<Tensor> marked = new ConfigEnumerate().on(model);
    Trace trace = trace(EnumerateParallel.leftOf(0).on(new Replay(drawn).on(marked)));
    assertEquals(Shape.of(2), trace.value("z").shape());
    assertEquals(Shape.of(2, 1), trace.value("w").shape());
    assertEquals(
        "TreeMap((-2, w), (-1, z))", trace.sampled("y").get().site().place().dims().toString());
  }

  @Test
  void trap21PlatesOfOneElementKeepTheirName() {
    Trace trace = trace(plate("a", 1, _ -> plate("b", 1, _ -> x())));
    assertEquals(
        Vector.of("a", "b"), trace.sampled("x").get().site().place().frames().map(Frame::plate));
    assertEquals(Shape.of(1, 1), trace.value("x").shape());
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
  void trap23AFactorCountsWithPlatesScaleAndMask() {
    Model<Tensor> model = plate("a", 4).subsampleSize(2).each(_ -> factor("f", Tensor.scalar(3)));
    assertEquals(12, trace(model).logProbSum().item());
    assertEquals(24, trace(new Scale(2).on(model)).logProbSum().item());
    assertEquals(0, trace(new Mask(false).on(model)).logProbSum().item());
  }

  @Test
  void trap24AnUndeclaredBatchDimIsNotEnumerated() {
    Model<Tensor> model =
        new ConfigEnumerate().on(sample("z", bernoulli(Tensor.full(Shape.of(3), 0.5))));
    refused(() -> trace(EnumerateParallel.leftOf(1).on(model)), "Site 'z'", "lock-step");
  }

  @Test
  void aHiddenSiteMayDependOnAnEnumeratedOne() {
    Model<Tensor> model = sample("z", bernoulli(0.5)).flatMap(z -> sample("x", normal(z, 1)));
    Model<Tensor> marked = new ConfigEnumerate().on(Block.hide("x").on(model));
    Model<Tensor> enumerated = EnumerateParallel.leftOf(0).on(marked);
    assertEquals(Shape.of(2), Run.run(KEY, enumerated).shape());
  }

  @Test
  void trap25ChecksAreOnUnlessARunSwitchesThemOff() {
    refused(sample("x", normal(Tensor.arange(2), 1)), "Site 'x'", "no plate declares");
  }
}
