package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Markov;
import dev.merapi.effects.MarkovStep;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Run;
import dev.merapi.effects.Scope;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Validate;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.effects.handler.Lift;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Seed;
import dev.merapi.effects.internal.check.Sight;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.effects.trace.Traced;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class HandlerLaws {
  private static final Key KEY = Key.of(5);
  private static final Map<String, Tensor> ONE = Map.of("x0", Tensor.scalar(1));

  @Provide
  Arbitrary<ModelSpec> specs() {
    return ModelSpecs.any();
  }

  @Provide
  Arbitrary<ModelSpec> branchless() {
    return ModelSpecs.whole();
  }

  @Property(tries = 50)
  void aSeededProgramRunsTheSameUnderEveryKey(@ForAll("specs") ModelSpec m) {
    Trace seeded = Trace.run(Key.of(77), new Seed(KEY).on(m.toModel())).trace();
    Trace plain = Trace.run(KEY, m.toModel()).trace();
    assertEquals(values(plain), values(seeded));
  }

  private static Map<String, Tensor> values(Trace trace) {
    return trace.entries().values().stream().collect(Collectors.toMap(Entry::name, Entry::value));
  }

  @Property(tries = 50)
  void scopesCompose(@ForAll("specs") ModelSpec m) {
    RewriteEquations.composition(new Scope("a"), new Scope("b"), new Scope("a/b"), m.toModel())
        .check();
  }

  @Property(tries = 50)
  void interventionCommutesWithScaleMaskAndCondition(@ForAll("branchless") ModelSpec m) {
    Do act = new Do(ONE);
    Condition other = new Condition(Map.of("x0", Tensor.scalar(0)));
    for (Rewrite weight : Vector.of(new Scale(2), new Mask(false), new Condition(ONE), other)) {
      ModelEquations.same(act.on(weight.on(m.toModel())), weight.on(act.on(m.toModel()))).check();
    }
  }

  @Property(tries = 50)
  void firstValuesAreIdempotentAndKeepWhatIsSet(@ForAll("branchless") ModelSpec m) {
    Init init = new Init(KEY, InitStrategy.sample());
    ModelEquations.same(init.on(init.on(m.toModel())), init.on(m.toModel())).check();
    Condition fix = new Condition(ONE);
    ModelEquations.same(init.on(fix.on(m.toModel())), fix.on(init.on(m.toModel()))).check();
  }

  @Property(tries = 50)
  void marksForEnumerationAreIdempotent(@ForAll("specs") ModelSpec m) {
    RewriteEquations.idempotence(new ConfigEnumerate(), m.toModel()).check();
  }

  @Property(tries = 50)
  void chainsAndChecksChangeNothing(@ForAll("specs") ModelSpec m) {
    ModelEquations.same(new Markov(new MarkovStep("t", 0, 1)).on(m.toModel()), m.toModel()).check();
    ModelEquations.same(Validate.on(m.toModel()), m.toModel()).check();
    ModelEquations.same(new Sight().on(m.toModel()), m.toModel()).check();
    ModelEquations.same(Lift.all(normal(0, 1)).on(m.toModel()), m.toModel()).check();
  }

  @Property(tries = 50)
  void checksChangeNoResult(@ForAll("specs") ModelSpec m) {
    assertEquals(
        Run.run(KEY, m.toModel()), Run.run(KEY, m.toModel(), Settings.DEFAULT.validation(false)));
  }

  @Property(tries = 50)
  void tracingTwiceIsTracingOnce(@ForAll("specs") ModelSpec m) {
    Traced<? extends Traced<?>> twice = Trace.run(KEY, Trace.trace(m.toModel()));
    assertEquals(ModelEquations.lines(twice.trace()), ModelEquations.lines(twice.value().trace()));
  }

  @Property(tries = 50)
  void conditionIsObserveAtTheSite(
      @ForAll @IntRange(min = 1, max = 3) int size,
      @ForAll boolean value,
      @ForAll @IntRange(max = 2) int which) {
    Distribution law = Vector.of(normal(0, 2), bernoulli(0.3), poisson(2)).get(which);
    Tensor data = Tensor.scalar(value ? 1 : 0);
    Condition fix = new Condition(Map.of("x", data));
    Model<Tensor> latent = Models.plate("a", size, _ -> Models.sample("x", law));
    Model<Tensor> observed = Models.plate("a", size, _ -> Models.observe("x", law, data));
    ModelEquations.same(fix.on(latent), observed).check();
    Model<Tensor> nested = Models.sample("y", law).flatMap(_ -> latent);
    ModelEquations.same(fix.on(nested), Models.sample("y", law).flatMap(_ -> observed)).check();
  }

  // Pairs that do not commute, so that nobody mends them.

  @Example
  void scaleDoesNotReachIntoABlock() {
    Model<Tensor> m = Models.sample("x0", normal(0, 1));
    assertEquals(2, scaleBehind(new Scale(2), Rewrite.identity(), m));
    assertEquals(1, scaleBehind(Block.all(), new Scale(2), m));
    assertEquals(2, scaleBehind(new Scale(2), Block.all(), m));
  }

  /** The scale of the only step's site after two handlers, the inner one first. */
  private static double scaleBehind(Handler inner, Handler outer, Model<Tensor> m) {
    return switch (outer.on(inner.on(m)).step()) {
      case Model.Sample<Tensor>(var site, _) -> site.weight().scale().item();
      case Model.Pure<Tensor> _, Model.Param<Tensor> _, Model.Plate<?, Tensor> _ -> Double.NaN;
    };
  }

  @Example
  void conditionInsideOfReplayIsKeptAndOutsideOfItWins() {
    Model<Tensor> m = Models.sample("x0", normal(0, 1));
    Replay replay = new Replay(Trace.run(KEY, m).trace());
    assertEquals(1, Run.run(KEY, replay.on(new Condition(ONE).on(m))).item());
    assertEquals(1, Run.run(KEY, new Condition(ONE).on(replay.on(m))).item());
  }
}
