package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.laws.internal.EliminationEquations;
import dev.merapi.laws.internal.EnumerationEquations;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EnumerationLaws {
  @Provide
  Arbitrary<ModelSpec> finite() {
    return ModelSpecs.finite();
  }

  @Provide
  Arbitrary<ModelSpec> branchless() {
    return ModelSpecs.finiteBranchless();
  }

  @Provide
  Arbitrary<ModelSpec> plated() {
    return ModelSpecs.finitePlated();
  }

  @Provide
  Arbitrary<ModelSpec> plateAfterBranch() {
    return ModelSpecs.finitePlateAfterBranch();
  }

  @Property(tries = 60)
  void theWorldsAddUpToTheNaiveSum(@ForAll("finite") ModelSpec m) {
    assertEquals(0, EnumerationEquations.naiveDefect(m), 1e-10);
  }

  @Property(tries = 60)
  void sequentialIsParallel(@ForAll("branchless") ModelSpec m) {
    assertEquals(0, EnumerationEquations.parallelDefect(m), 1e-10);
  }

  @Property(tries = 60)
  void theWorldsOfAPlateAfterABranchAreThoseOfTheLoop(@ForAll("plateAfterBranch") ModelSpec m) {
    assertEquals(0, EnumerationEquations.unrolledDefect(m), 1e-10);
  }

  @Property(tries = 60)
  void eliminationIsTheSumOverAllWorlds(@ForAll("plated") ModelSpec m) {
    assertEquals(0, EliminationEquations.worldsDefect(m), 1e-10);
  }

  @Property(tries = 60)
  void eliminationUnderPlatesIsEliminationOfTheLoop(@ForAll("plated") ModelSpec m) {
    assertEquals(0, EliminationEquations.loopDefect(m), 1e-10);
  }

  @Property(tries = 60)
  void oneTargetForTheBoundThePotentialAndTheFactors(@ForAll("plated") ModelSpec m) {
    assertEquals(0, EliminationEquations.targetDefect(m, 2.5), 1e-10);
  }

  @Property(tries = 50)
  void marginalsAreThoseOfTheWorlds(@ForAll("plated") ModelSpec m) {
    assertEquals(0, EliminationEquations.marginalDefect(m), 1e-10);
  }
}
