package dev.merapi.laws;

import static dev.merapi.laws.arbitrary.Rewrites.condition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Rewrite;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.effects.trace.Traced;
import dev.merapi.laws.arbitrary.Rewrites;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RewriteLaws {
  private static final Key KEY = Key.of(5);

  @Provide
  Arbitrary<ModelSpec> specs() {
    return ModelSpecs.any();
  }

  @Provide
  Arbitrary<ModelSpec> branchless() {
    return ModelSpecs.whole();
  }

  @Provide
  Arbitrary<Rewrite> rewrites() {
    return Rewrites.any();
  }

  @Property(tries = 20)
  void everyRewriteKeepsPure(@ForAll("rewrites") Rewrite h) {
    RewriteEquations.unit(h, 1).check();
  }

  @Property(tries = 200)
  void everyRewriteIsAMonadMorphism(
      @ForAll("rewrites") Rewrite h, @ForAll("specs") ModelSpec m, @ForAll("specs") ModelSpec f) {
    RewriteEquations.morphism(h, m.toModel(), known -> f.after("b", known)).check();
  }

  @Property(tries = 200)
  void rewritesFuse(
      @ForAll("rewrites") Rewrite f, @ForAll("rewrites") Rewrite g, @ForAll("specs") ModelSpec m) {
    RewriteEquations.fusion(f, g, m.toModel()).check();
  }

  @Property(tries = 200)
  void rewritesCommuteWithPlates(@ForAll("rewrites") Rewrite h, @ForAll("specs") ModelSpec m) {
    RewriteEquations.plates(h, m.toModel()).check();
  }

  @Property(tries = 50)
  void scaleIsAMonoidAction(@ForAll("specs") ModelSpec m) {
    RewriteEquations.composition(new Scale(2), new Scale(0.25), new Scale(0.5), m.toModel())
        .check();
    RewriteEquations.composition(new Scale(1), Rewrite.identity(), new Scale(1), m.toModel())
        .check();
  }

  @Property(tries = 50)
  void masksAreJoinedByAnd(@ForAll("specs") ModelSpec m, @ForAll boolean a, @ForAll boolean b) {
    RewriteEquations.composition(new Mask(a), new Mask(b), new Mask(a && b), m.toModel()).check();
    RewriteEquations.idempotence(new Mask(a), m.toModel()).check();
  }

  @Property(tries = 50)
  void scaleAndMaskCommuteWithEachOtherAndWithConditionAndReplay(@ForAll("specs") ModelSpec m) {
    Rewrite replay = new Replay(Trace.run(KEY, m.toModel()).trace());
    for (Rewrite weight : List.of(new Scale(2), new Mask(false))) {
      RewriteEquations.commute(weight, new Scale(4), m.toModel()).check();
      RewriteEquations.commute(weight, new Mask(true), m.toModel()).check();
      RewriteEquations.commute(weight, condition("x0", 1), m.toModel()).check();
      RewriteEquations.commute(weight, replay, m.toModel()).check();
    }
  }

  @Property(tries = 50)
  void conditionIsIdempotentAndDisjointOnesCommute(@ForAll("branchless") ModelSpec m) {
    RewriteEquations.idempotence(condition("x0", 1), m.toModel()).check();
    RewriteEquations.commute(condition("x0", 1), condition("x1", 0), m.toModel()).check();
  }

  @Property(tries = 50)
  void theOuterConditionWins(@ForAll("branchless") ModelSpec m) {
    RewriteEquations.composition(
            condition("x0", 1), condition("x0", 0), condition("x0", 1), m.toModel())
        .check();
  }

  @Property(tries = 50)
  void replayingNothingIsTheIdentity(@ForAll("specs") ModelSpec m) {
    RewriteEquations.composition(
            new Replay(Trace.EMPTY), Rewrite.identity(), Rewrite.identity(), m.toModel())
        .check();
  }

  @Property(tries = 100)
  void aReplayedTraceIsTheTrace(@ForAll("specs") ModelSpec m) {
    Trace trace = Trace.run(KEY, m.toModel()).trace();
    Trace again = Trace.run(Key.of(6), new Replay(trace).on(m.toModel())).trace();
    assertEquals(values(trace), values(again));
    assertEquals(trace.logProbSum(), again.logProbSum());
  }

  @Property(tries = 50)
  void replayNeverOverwritesEvidence(@ForAll("branchless") ModelSpec m) {
    Rewrite replay = new Replay(Trace.run(KEY, m.toModel()).trace());
    RewriteEquations.commute(replay, condition("x0", 1), m.toModel()).check();
  }

  @Property(tries = 50)
  void substituteIsNoEvidence(@ForAll("branchless") ModelSpec m) {
    Rewrite substitute = new Substitute(Map.of("x0", Tensor.scalar(1)));
    Trace trace = Trace.run(KEY, substitute.on(m.toModel())).trace();
    assertEquals(Trace.run(KEY, m.toModel()).trace().latents().size(), trace.latents().size());
  }

  @Property(tries = 50)
  void traceErasedIsTheIdentity(@ForAll("specs") ModelSpec m) {
    ModelEquations.same(Trace.trace(m.toModel()).map(Traced::value), m.toModel()).check();
  }

  @Property(tries = 50)
  void traceCommutesWithConditionAndReplayInWhatItRecordsAsValues(
      @ForAll("branchless") ModelSpec m) {
    Rewrite replay = new Replay(Trace.run(Key.of(6), m.toModel()).trace());
    for (Rewrite h : List.of(condition("x0", 1), replay)) {
      Trace inside = Trace.run(KEY, Trace.trace(h.on(m.toModel()))).value().trace();
      Trace outside = Trace.run(KEY, h.on(Trace.trace(m.toModel()))).value().trace();
      assertEquals(values(inside), values(outside));
    }
  }

  /** Not a defect: a trace records what the handlers inside of it have made of a site. */
  @Property(tries = 1)
  void traceAndConditionDoNotCommuteInWhoDecided() {
    ModelSpec m = new ModelSpec(List.of(new Statement.Flip(0, 0, 0)));
    Rewrite fix = condition("x0", 1);
    Trace inside = Trace.run(KEY, Trace.trace(fix.on(m.toModel()))).value().trace();
    Trace outside = Trace.run(KEY, fix.on(Trace.trace(m.toModel()))).value().trace();
    assertTrue(inside.sampled("x0").get().site().isObserved());
    assertFalse(outside.sampled("x0").get().site().isObserved());
  }

  @Property(tries = 50)
  void unconditionForgetsWhatConditionFixed(@ForAll("branchless") ModelSpec m) {
    Trace free = Trace.run(KEY, new Uncondition().on(m.toModel())).trace();
    Trace fixed = Trace.run(KEY, new Uncondition().on(condition("x0", 1).on(m.toModel()))).trace();
    assertEquals(values(free), values(fixed));
  }

  @Property(tries = 50)
  void whatIsBlockedIsAbsentAndNoOtherDrawMoves(@ForAll("specs") ModelSpec m) {
    Trace open = Trace.run(KEY, m.toModel()).trace();
    Trace blocked = Trace.run(KEY, Block.hide("x0").on(m.toModel())).trace();
    assertEquals(
        ModelEquations.lines(open).stream().filter(line -> !line.name().equals("x0")).toList(),
        ModelEquations.lines(blocked));
    RewriteEquations.idempotence(Block.hide("x0"), m.toModel()).check();
  }

  @Property(tries = 50)
  void nothingReachesIntoABlockOfEverything(
      @ForAll("rewrites") Rewrite h, @ForAll("specs") ModelSpec m) {
    RewriteEquations.composition(h, Block.all(), Block.all(), m.toModel()).check();
  }

  /** Not a defect: a block decides what handlers outside of it see. */
  @Property(tries = 1)
  void blockAndConditionDoNotCommute() {
    ModelSpec m = new ModelSpec(List.of(new Statement.Flip(0, 0, 0)));
    Rewrite fix = new Condition(Map.of("x0", Tensor.scalar(1)));
    Key key = Key.of(3);
    List<Tensor> inside = Trace.run(key, Block.all().on(fix.on(m.toModel()))).value();
    assertEquals(Tensor.scalar(1), inside.get(0));
    assertFalse(
        IntStream.rangeClosed(1, 20)
            .allMatch(
                seed ->
                    Trace.run(Key.of(seed), fix.on(Block.all().on(m.toModel())))
                        .value()
                        .get(0)
                        .equals(Tensor.scalar(1))));
  }

  private static List<String> values(Trace trace) {
    return ModelEquations.lines(trace).stream().map(line -> line.name() + line.value()).toList();
  }
}
