package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.internal.check.Sight;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The semantics of enumeration that are easy to get wrong, by their numbers in the specification.
 */
class EnumerationTrapExamples {
  private static final Key KEY = Key.of(4);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  private static List<Integer> dims(int history) {
    Model<Tensor> chain =
        Models.markov(
            "time",
            history,
            Vector.range(0, 5),
            Tensor.scalar(0),
            (z, t) -> sample("z" + t, bernoulli(z.times(0.5).plus(0.25))));
    return dims(trace(EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(chain))));
  }

  private static List<Integer> dims(Trace trace) {
    return trace.latents().stream().map(EnumerationTrapExamples::dim).toList();
  }

  private static int dim(Entry.Sampled entry) {
    return entry.site().place().dims().entrySet().stream()
        .filter(dim -> dim.getValue().equals(entry.name()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Test
  void trap17EnumeratedValuesAreNotExpandedAndNamed() {
    Model<Tensor> model =
        new ConfigEnumerate().on(plate("a", 20, _ -> sample("z", bernoulli(0.5))));
    Trace trace = trace(EnumerateParallel.leftOf(1).on(model));
    assertEquals(Shape.of(2, 1), trace.value("z").shape());
    assertEquals("z", trace.sampled("z").get().site().place().dims().get(-2));
  }

  @Test
  void trap18ChainsRecycleDims() {
    assertEquals(List.of(-1, -2, -1, -2, -1), dims(1));
    assertEquals(List.of(-1, -2, -3, -1, -2), dims(2));
    Model<Tensor> plain =
        Models.fold(
            Vector.range(0, 4), Tensor.scalar(0), (_, t) -> sample("z" + t, bernoulli(0.5)));
    Trace trace = trace(EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(plain)));
    assertEquals(List.of(-1, -2, -3, -4), dims(trace));
  }

  /** A chain of which every step depends on the two before it. */
  private static Model<?> second(int history, int steps) {
    Tensor zero = Tensor.scalar(0);
    return Models.markov(
        "time",
        history,
        Vector.range(0, steps),
        new Tuple2<>(zero, zero),
        (last, t) ->
            sample("z" + t, bernoulli(last._1.plus(last._2).times(0.25).plus(0.25)))
                .map(z -> new Tuple2<>(last._2, z)));
  }

  private static Trace inSight(Model<?> model) {
    return trace(new Sight().on(EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(model))));
  }

  @Test
  void trap18AHistoryThatIsTooShortIsFoundExactly() {
    assertEquals(5, inSight(second(2, 5)).latents().size());
    refused(
        () -> inSight(second(1, 5)),
        "Site 'z2' in no plate at EnumerationTrapExamples.java:",
        "'z0'",
        "2 steps before it",
        "'time'",
        "declares a history of 1",
        "Declare a history of 2");
  }

  /** Step 3 reads step 0, whose dim step 2 has taken over: the shapes fit, the program does not. */
  @Test
  void trap18AlsoWhereTheDimHasAnotherOwner() {
    Model<Tensor> model =
        Models.markov(
            "time",
            1,
            Vector.range(0, 4),
            Tensor.scalar(0),
            (first, t) ->
                sample(
                        "z" + t,
                        bernoulli(t == 3 ? first.times(0.5).plus(0.25) : Tensor.scalar(0.5)))
                    .map(z -> t == 0 ? z : first));
    Model<Tensor> laid = EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(model));
    assertEquals(Shape.of(2, 2), trace(laid).sampled("z3").get().logProb().shape());
    refused(
        () -> trace(new Sight().on(laid)), "Site 'z3'", "'z0'", "3 steps before", "history of 3");
  }

  @Test
  void trap18ASiteBehindAChainIsOutOfItsSight() {
    Model<Tensor> model =
        Models.markov(
                "time",
                1,
                Vector.range(0, 2),
                Tensor.scalar(0),
                (_, t) -> sample("z" + t, bernoulli(0.5)))
            .flatMap(z -> observe("y", normal(z, 1), 0));
    refused(() -> inSight(model), "'y'", "'z1'", "'time', which is over here");
  }

  @Test
  void trap18TurnsOfASequentialPlateAreIndependent() {
    Model<?> model =
        Models.plateSequential("a", 2, i -> sample("z" + i, bernoulli(0.5)))
            .flatMap(z -> observe("y", normal(z.get(0).plus(z.get(1)), 1), 0));
    assertEquals(2, inSight(model).latents().size());
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
    assertEquals("{-2=w, -1=z}", trace.sampled("y").get().site().place().dims().toString());
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
}
