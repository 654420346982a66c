package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.ModelSpec.Style;
import dev.merapi.laws.internal.PlateEquations;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PlateLaws {
  @Provide
  Arbitrary<ModelSpec> specs() {
    return ModelSpecs.any();
  }

  @Provide
  Arbitrary<ModelSpec> whole() {
    return ModelSpecs.whole();
  }

  @Provide
  Arbitrary<ModelSpec> onePlate() {
    return ModelSpecs.onePlate(4);
  }

  @Property(tries = 100)
  void vectorizeIsIdempotent(@ForAll("specs") ModelSpec m) {
    PlateEquations.idempotence(m).check();
  }

  @Property(tries = 200)
  void aPlateIsExpandByHand(@ForAll("whole") ModelSpec m, @ForAll @IntRange(max = 9) int seed) {
    PlateEquations.expanded(m, Key.of(seed)).check();
  }

  @Property(tries = 100)
  void theGradientsAreThoseByHand(
      @ForAll("whole") ModelSpec m, @ForAll @IntRange(max = 9) int seed) {
    PlateEquations.gradients(m, Key.of(seed)).check();
  }

  @Property(tries = 200)
  void vectorisedIsSequential(@ForAll("specs") ModelSpec m, @ForAll @IntRange(max = 9) int seed) {
    assertEquals(0, PlateEquations.loopDefect(m, Style.SEQUENTIAL, Key.of(seed)), 1e-12);
  }

  @Property(tries = 200)
  void vectorisedIsUnrolled(@ForAll("whole") ModelSpec m, @ForAll @IntRange(max = 9) int seed) {
    assertEquals(0, PlateEquations.loopDefect(m, Style.UNROLLED, Key.of(seed)), 1e-12);
  }

  @Property(tries = 50)
  void theMeanOverAllSubsamplesIsTheFullLogDensity(
      @ForAll("onePlate") ModelSpec m, @ForAll @IntRange(min = 1, max = 4) int size) {
    assertEquals(0, PlateEquations.subsampleDefect(m, "p1", size, Key.of(size)), 1e-12);
  }

  @Property(tries = 50)
  void replaySharesTheIndexSets(@ForAll("specs") ModelSpec m) {
    Trace guide = Trace.run(Key.of(1), m.toModel()).trace();
    Trace model = Trace.run(Key.of(2), new Replay(guide).on(m.toModel())).trace();
    guide.sites().stream()
        .filter(entry -> entry.site().isIndexSet())
        .forEach(entry -> assertEquals(entry.value(), model.value(entry.name())));
    assertTrue(model.logProbSum().item() <= Double.MAX_VALUE);
  }
}
