package dev.merapi.laws.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The corrected models pass. {@code -Dverify.seeds=200} asks more often than the build does, which
 * takes minutes.
 */
class RightModelExamples {
  private static final int SEEDS = Integer.getInteger("verify.seeds", 1);

  @TestFactory
  Stream<DynamicTest> aCorrectedModelPasses() {
    return WrongModelExamples.mistakes().stream()
        .map(mistake -> DynamicTest.dynamicTest(mistake.name(), () -> passes(mistake)));
  }

  private static void passes(Mistake mistake) {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Profile profile = SEEDS == 1 ? Profile.INSTANT : Profile.THOROUGH;
      Verdict verdict = mistake.right().profile(profile).seed(seed).verdict();
      if (SEEDS == 1 && System.getProperty("verify.print") != null) {
        System.out.println("--- " + mistake + "\n" + verdict);
      }
      assertTrue(verdict.holds(), verdict::toString);
    }
    if (SEEDS > 1) {
      System.out.printf(
          "%s: %d seeds, %.3f s of the processor each%n",
          mistake, SEEDS, (threads.getCurrentThreadCpuTime() - start) * 1e-9 / SEEDS);
    }
  }
}
