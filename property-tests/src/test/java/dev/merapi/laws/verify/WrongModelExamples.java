package dev.merapi.laws.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each mistake is noticed by the check that is made for it, which names the place. */
class WrongModelExamples {
  static List<Mistake> mistakes() {
    return Stream.of(DensityMistakes.all(), DataMistakes.all()).flatMap(List::stream).toList();
  }

  @TestFactory
  Stream<DynamicTest> aMistakeIsNamed() {
    return mistakes().stream()
        .map(mistake -> DynamicTest.dynamicTest(mistake.name(), () -> isNamed(mistake)));
  }

  private static void isNamed(Mistake mistake) {
    Verdict verdict = mistake.wrong().verdict();
    if (System.getProperty("verify.print") != null) {
      System.out.println("--- " + mistake + "\n" + verdict);
    }
    assertTrue(
        verdict.failures().stream()
            .anyMatch(
                line ->
                    line.check().name().equals(mistake.check())
                        && mistake.named().matcher(line.outcome().sentence()).find()),
        verdict::toString);
  }
}
