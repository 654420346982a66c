package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.laws.arbitrary.PlatedSpecs;
import dev.merapi.laws.internal.PlatedEquations;
import dev.merapi.laws.internal.PlatedSpec;
import dev.merapi.laws.internal.ScoreEquations;
import io.vavr.control.Option;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** One elimination for every algorithm, on models with nested and crossed plates and masks. */
class PlatedLaws {
  private static final double SCALE = 2.5;

  @Provide
  Arbitrary<PlatedSpec> models() {
    return PlatedSpecs.ofAssignments(4096);
  }

  @Provide
  Arbitrary<PlatedSpec> small() {
    return PlatedSpecs.ofAssignments(128);
  }

  @Provide
  Arbitrary<PlatedSpec> crossed() {
    return PlatedSpecs.crossed();
  }

  private static void assumeSummed(PlatedSpec m) {
    Assume.that(PlatedEquations.refusal(m).isEmpty());
  }

  @Property(tries = 30)
  void eliminationIsBruteForceOrRefusesByName(@ForAll("models") PlatedSpec m) {
    Option<String> refusal = PlatedEquations.refusal(m);
    if (refusal.isEmpty()) {
      assertEquals(0, PlatedEquations.bruteForceDefect(m), 1e-10);
    } else {
      assertTrue(namesCrossedSites(m, refusal.get()), refusal.get());
    }
  }

  @Property(tries = 30)
  void sitesInCrossedPlatesThatMeetAreSummedOut(@ForAll("crossed") PlatedSpec m) {
    Assume.that(m.assignments() <= 4096);
    assertEquals(Option.none(), PlatedEquations.refusal(m));
    assertEquals(0, PlatedEquations.bruteForceDefect(m), 1e-10);
  }

  private static boolean namesCrossedSites(PlatedSpec m, String message) {
    for (int i = 0; i < m.lines().size(); i++) {
      for (int j = 0; j < i; j++) {
        if (m.isCrossed(i, j)
            && m.lines().get(i).kind().count() > 0
            && m.lines().get(j).kind().count() > 0
            && message.contains("'x" + i + "'")
            && message.contains("'x" + j + "'")) {
          return true;
        }
      }
    }
    return false;
  }

  @Property(tries = 30)
  void theWorldsOfAProgramAreAllAssignments(@ForAll("small") PlatedSpec m) {
    assertEquals(0, PlatedEquations.sequentialDefect(m), 1e-10);
  }

  @Property(tries = 30)
  void oneTargetForTheBoundAndThePotential(@ForAll("models") PlatedSpec m) {
    assumeSummed(m);
    assertEquals(0, PlatedEquations.targetDefect(m, SCALE), 1e-10);
  }

  @Property(tries = 30)
  void theGradientOfThePotentialIsThatOfTheTarget(@ForAll("small") PlatedSpec m) {
    assumeSummed(m);
    assertEquals(0, PlatedEquations.gradientDefect(m, SCALE), 1e-6);
  }

  @Property(tries = 30)
  void marginalsAreThoseOfTheTarget(@ForAll("models") PlatedSpec m) {
    assumeSummed(m);
    assertEquals(0, PlatedEquations.marginalDefect(m, SCALE), 1e-10);
  }

  @Property(tries = 30)
  void theModeIsTheBestAssignment(@ForAll("models") PlatedSpec m) {
    assumeSummed(m);
    assertEquals(0, PlatedEquations.modeDefect(m, SCALE), 1e-12);
  }

  @Property(tries = 10)
  void drawsAreJointDrawsOfTheTarget(@ForAll("small") PlatedSpec m) {
    assumeSummed(m);
    assertTrue(PlatedEquations.drawDefect(m, SCALE, 150) < 7);
  }

  @Provide
  Arbitrary<PlatedSpec> few() {
    return PlatedSpecs.ofAssignments(48);
  }

  @Property(tries = 12)
  void aGuideThatDrawsHasAnUnbiasedGradient(@ForAll("few") PlatedSpec m) {
    assertEquals(0, ScoreEquations.biasDefect(m, SCALE), 1e-8);
  }

  @Property(tries = 30)
  void theOrderOfSitesDoesNotMatter(@ForAll("models") PlatedSpec m, @ForAll long seed) {
    assumeSummed(m);
    assertEquals(0, PlatedEquations.orderDefect(m, seed), 1e-10);
  }
}
