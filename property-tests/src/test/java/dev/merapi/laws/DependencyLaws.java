package dev.merapi.laws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * Dependency runs one way, {@code tensor <- dist <- effects <- infer <- laws}, and the machine is
 * behind walls: vectors in the kernels, class files in the emitter, models away from the samplers.
 */
class DependencyLaws {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.merapi");

  private static final String TENSOR = "dev.merapi.tensor..";
  private static final String DIST = "dev.merapi.distributions..";
  private static final String EFFECTS = "dev.merapi.effects..";
  private static final String INFER = "dev.merapi.infer..";
  private static final String LAWS = "dev.merapi.laws..";

  @Test
  void tensorsKnowNoStatistics() {
    none(TENSOR, DIST, EFFECTS, INFER, LAWS);
  }

  @Test
  void distributionsKnowNoPrograms() {
    none(DIST, EFFECTS, INFER, LAWS);
  }

  @Test
  void effectsKnowNoAlgorithms() {
    none(EFFECTS, INFER, LAWS);
  }

  @Test
  void inferenceKnowsNoLaws() {
    none(INFER, LAWS);
  }

  @Test
  void theLibraryKnowsNoSatellites() {
    none("dev.merapi..", "dev.merapi.examples..", "dev.merapi.benchmarks..", "dev.merapi.kotlin..");
  }

  /** A sampler sees a potential on arrays of numbers; only the program package knows a model. */
  @Test
  void samplersKnowNoModels() {
    for (String sampler : new String[] {"mcmc", "adapt", "diagnose"}) {
      none("dev.merapi.infer." + sampler + "..", DIST, EFFECTS, "dev.merapi.infer..");
    }
  }

  @Test
  void vectorsStayInTheKernels() {
    onlyIn(
        new String[] {"dev.merapi.tensor.internal.kernel..", "dev.merapi.tensor.internal.random.."},
        "jdk.incubator.vector..");
  }

  @Test
  void classFilesStayInTheEmitter() {
    onlyIn(new String[] {"dev.merapi.tensor.internal.emit.."}, "java.lang.classfile..");
  }

  private static void none(String from, String... to) {
    check(
        noClasses()
            .that()
            .resideInAPackage(from)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(to));
  }

  private static void onlyIn(String[] allowed, String machine) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(allowed)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(machine));
  }

  /** A rule about a package without classes holds: there is nothing in it that could break it. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(LIBRARY);
  }
}
