package dev.merapi.laws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the library: no two packages need each other, none is too full to be read, and the
 * machine is behind walls. That modules depend on each other in one direction needs no test, since
 * Maven builds them in that order.
 *
 * <p>The rooms that are too full are named here; a name that is no longer needed fails.
 */
class DependencyLaws {
  private static final int MOST_FILES = 40;

  /** Packages with more files than one can read; a primitive is a file, and there are many. */
  private static final Set<String> OVERFULL =
      Set.of("dev.merapi.distributions.continuous", "dev.merapi.tensor.internal.op");

  @Test
  void noPackagesImportEachOtherInACircle() {
    slices().assignedFrom(packages()).should().beFreeOfCycles().check(Rooms.LIBRARY);
  }

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass each) {
        return SliceIdentifier.of(each.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  @Test
  void everyRoomCanBeRead() {
    Rooms rooms = Rooms.of(Rooms.LIBRARY);
    System.out.println(rooms);
    assertEquals(OVERFULL, rooms.over(MOST_FILES));
  }

  /** A sampler sees a potential on arrays of numbers, no model. */
  @Test
  void samplersKnowNoModels() {
    for (String room : List.of("mcmc", "adapt", "diagnose", "chain")) {
      none("dev.merapi.infer." + room, "dev.merapi.distributions..", "dev.merapi.effects..");
    }
  }

  /** Sums over discrete variables serve every algorithm, and know none. */
  @Test
  void eliminationKnowsNoGuide() {
    for (String room : List.of("sum", "internal.sum")) {
      none(
          "dev.merapi.infer." + room,
          "dev.merapi.infer.vi..",
          "dev.merapi.infer.discrete..",
          "dev.merapi.infer.internal.discrete..",
          "dev.merapi.infer.mcmc..");
    }
  }

  @Test
  void vectorsStayInTheKernels() {
    onlyIn(
        new String[] {
          "dev.merapi.tensor.internal.kernel",
          "dev.merapi.tensor.internal.matrix",
          "dev.merapi.tensor.internal.random"
        },
        "jdk.incubator.vector..");
  }

  @Test
  void classFilesStayInTheEmitter() {
    onlyIn(new String[] {"dev.merapi.tensor.internal.emit"}, "java.lang.classfile..");
  }

  /** A room of which no class is found fails as well: it may have been renamed. */
  private static void none(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(Rooms.LIBRARY);
  }

  /** The machine is used in each room that may use it, and in no other. */
  private static void onlyIn(String[] allowed, String machine) {
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(machine)
        .check(Rooms.LIBRARY);
    for (String room : allowed) {
      assertTrue(uses(Rooms.LIBRARY, room, machine), room + " uses no " + machine);
    }
  }

  private static boolean uses(JavaClasses classes, String room, String machine) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(machine)
        .evaluate(classes)
        .hasViolation();
  }
}
