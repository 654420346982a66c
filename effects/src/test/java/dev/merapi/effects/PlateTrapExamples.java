package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateSequential;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.handler.Lift;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The semantics of plates that are easy to get wrong, by their numbers in the specification. */
class PlateTrapExamples {
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
    refused(
        () ->
            Run.run(
                KEY,
                plate("a", 2).dim(-2).each(_ -> plate("b", 3, _ -> x())),
                Settings.DEFAULT.fillsGaps(false)),
        "Plate 'b' would take dim -1",
        "'a' at dim -2");
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
  void trap8ASequentialPlateIsAnotherConstructor() {
    Model<List<Tensor>> model = plateSequential("a", 3, i -> sample("x" + i, normal(0, 1)));
    assertEquals(3, Run.run(KEY, model).size());
    assertEquals(Shape.SCALAR, trace(model).value("x1").shape());
    Plating both = plate("b", 4);
    Model<Tensor> loopThenBody =
        both.sequentially(i -> sample("y" + i, normal(0, 1))).andThen(both.each(_ -> x()));
    assertEquals(Shape.of(4), trace(loopThenBody).value("x").shape());
    assertEquals(Shape.SCALAR, trace(loopThenBody).value("y3").shape());
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
  void trap13APriorIsBroadcastByThePlatesInsideAndOutsideOfLift() {
    Lift lift = Lift.all(normal(0, 1));
    Model<Tensor> p = param("p", Tensor.zeros(Shape.of(3)));
    assertEquals(Shape.of(3), Run.run(KEY, lift.on(plate("a", 3, _ -> p))).shape());
    assertEquals(Shape.of(3), Run.run(KEY, plate("a", 3, _ -> lift.on(p))).shape());
  }

  @Test
  void trap21PlatesAndSupportsOfOneElementKeepTheirName() {
    Trace trace = trace(plate("a", 1, _ -> plate("b", 1, _ -> x())));
    assertEquals(
        List.of("a", "b"),
        trace.sampled("x").get().site().place().frames().stream().map(Frame::plate).toList());
    assertEquals(Shape.of(1, 1), trace.value("x").shape());
    Model<Tensor> one = plate("a", 1, _ -> sample("z", categorical(Tensor.of(1.0))));
    Trace enumerated = trace(EnumerateParallel.leftOf(1).on(new ConfigEnumerate().on(one)));
    assertEquals("z", enumerated.sampled("z").get().site().place().dims().get(-2));
  }
}
