package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.laws.arbitrary.OperationSpecs;
import dev.merapi.laws.internal.GuideEquations;
import dev.merapi.laws.internal.OperationEquations;
import dev.merapi.laws.internal.OperationSpec;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * Enumeration that a program cannot notice: whatever it computes from its discrete values, and in
 * whatever plates they stand, the sum over all of them is that of the worlds one by one, or a
 * sentence.
 */
class OperationLaws {
  @Provide
  Arbitrary<OperationSpec> programs() {
    return OperationSpecs.ofAssignments(1024);
  }

  @Provide
  Arbitrary<OperationSpec> small() {
    return OperationSpecs.ofAssignments(128);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void parallelIsBruteForceOrASentence(@ForAll("programs") OperationSpec program) {
    OperationEquations.Outcome parallel = OperationEquations.parallel(program);
    Statistics.label("sum").collect(parallel.isSummed() ? "equal" : "refused");
    if (parallel.isSummed()) {
      double expected = OperationEquations.bruteForce(program);
      assertEquals(expected, parallel.logEvidence(), 1e-10 * (1 + Math.abs(expected)));
    } else {
      assertTrue(parallel.refusal().contains("'x"), parallel.refusal());
      assertFalse(parallel.refusal().contains("1, 1, 1"), parallel.refusal());
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void sequentialIsBruteForce(@ForAll("small") OperationSpec program) {
    double expected = OperationEquations.bruteForce(program);
    assertEquals(
        expected, OperationEquations.sequential(program), 1e-10 * (1 + Math.abs(expected)));
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void theBoundOfAnEnumeratingGuideIsBruteForceOrASentence(
      @ForAll("small") OperationSpec program, @ForAll @IntRange(min = 1, max = 1023) int chosen) {
    OperationSpec guide = program.guide(chosen);
    Assume.that(guide.assignments() > 1);
    OperationEquations.Outcome parallel = GuideEquations.parallel(program, guide);
    Statistics.label("bound").collect(parallel.isSummed() ? "equal" : "refused");
    if (parallel.isSummed()) {
      double expected = GuideEquations.bruteForce(program, guide);
      assertEquals(expected, parallel.logEvidence(), 1e-10 * (1 + Math.abs(expected)));
    } else {
      assertTrue(parallel.refusal().contains("'x"), parallel.refusal());
      assertFalse(parallel.refusal().contains("1, 1, 1"), parallel.refusal());
    }
  }

  @Property(tries = 75, edgeCases = EdgeCasesMode.NONE)
  void marginalsAreThoseOfTheAssignments(@ForAll("small") OperationSpec program) {
    Assume.that(OperationEquations.parallel(program).isSummed());
    assertEquals(0, OperationEquations.marginalDefect(program), 1e-10);
  }
}
