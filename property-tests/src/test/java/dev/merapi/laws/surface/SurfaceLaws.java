package dev.merapi.laws.surface;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of the public surface. What breaks one stands in {@code api/owed.txt}; a line that is
 * no longer true fails as well, so the list only shrinks. {@code -Dapi.write} strikes such lines
 * out and adds none.
 */
class SurfaceLaws {
  /** Kinds of machinery, by how their types are called, and what is called so but is none. */
  private static final List<String> MACHINERY =
      List.of("Kernel", "Emitter", "Plan", "Primitive", "Lanes", "Helper", "Util", "Utils");

  /** Markov kernels are what a sampler is made of. */
  private static final Set<String> NO_MACHINERY = Set.of("Kernel", "PointKernel");

  /** Functions that users call by the name of their class: entries, handlers, and statistics. */
  private static final Set<String> ENTRIES =
      Set.of(
          "Advice",
          "BijectTo",
          "Bijectors",
          "Checks",
          "Choice",
          "Conjugate",
          "Constraints",
          "Distributions",
          "Ebfmi",
          "EnumerateSequential",
          "Ess",
          "Flows",
          "Generators",
          "GoodnessOfFit",
          "Gradient",
          "InferDiscrete",
          "Kl",
          "Let",
          "Laws",
          "LogLikelihood",
          "Loop",
          "Mcse",
          "Models",
          "Plates",
          "Plots",
          "Predictive",
          "Quantiles",
          "Rhat",
          "Run",
          "Special",
          "TransformTo",
          "Transforms",
          "Validate",
          "Validation");

  @Test
  void whatBreaksARuleIsOwed() throws IOException {
    Path file = Root.folder().resolve("api").resolve("owed.txt");
    Set<String> found =
        Library.types().flatMap(SurfaceLaws::broken).collect(Collectors.toCollection(TreeSet::new));
    Set<String> owed = new TreeSet<>(Files.readAllLines(file));
    if (System.getProperty("api.write") != null) {
      owed.retainAll(found);
      Files.write(file, owed);
    }
    assertEquals(
        "",
        lines(found, line -> !owed.contains(line)),
        "The public surface breaks a rule that it did not break before. Make the type internal or"
            + " package-private, or its signature free of what is named.");
    assertEquals(
        "",
        lines(owed, line -> !found.contains(line)),
        "Paid: strike these lines out of api/owed.txt.");
  }

  /** Whoever imports two types of one name writes one of them in full, and readers guess. */
  @Test
  void eachWordMeansOneThing() {
    Map<String, List<String>> named =
        Library.types()
            .filter(type -> type.getEnclosingClass() == null)
            .collect(groupingBy(Class::getSimpleName, mapping(Class::getName, toList())));
    assertEquals(List.of(), named.values().stream().filter(types -> types.size() > 1).toList());
  }

  private static Stream<String> broken(Class<?> type) {
    String name = Signature.nested(type);
    return Stream.of(
            Mentions.in(type).stream()
                .filter(other -> other.getName().startsWith("io.vavr."))
                .map(_ -> name + " mentions vavr"),
            Mentions.in(type).stream()
                .filter(Visible::internal)
                .map(other -> name + " mentions the internal " + Signature.nested(other)),
            Stream.of(type)
                .filter(SurfaceLaws::isMachinery)
                .map(_ -> name + " is a kernel, primitive, emitter or plan"),
            Stream.of(type)
                .filter(SurfaceLaws::isHelper)
                .map(_ -> name + " has static members only"))
        .flatMap(lines -> lines)
        .distinct();
  }

  private static boolean isMachinery(Class<?> type) {
    return (!NO_MACHINERY.contains(Signature.nested(type))
            && MACHINERY.stream().anyMatch(type.getSimpleName()::endsWith))
        || Visible.supertypes(type).anyMatch(Visible::internal);
  }

  /**
   * Static members only: an entry, if it is one of those that users know, and a helper if not.
   * Equations are functions.
   */
  private static boolean isHelper(Class<?> type) {
    return !ENTRIES.contains(Signature.nested(type))
        && !type.getSimpleName().endsWith("Equations")
        && !type.isInterface()
        && !type.isRecord()
        && !type.isEnum()
        && isStatic(type);
  }

  private static boolean isStatic(Class<?> type) {
    return type == Object.class
        || (Stream.<Member[]>of(type.getDeclaredFields(), type.getDeclaredMethods())
                .flatMap(Stream::of)
                .allMatch(member -> Modifier.isStatic(member.getModifiers()))
            && isStatic(type.getSuperclass()));
  }

  private static String lines(Set<String> all, Predicate<String> chosen) {
    return all.stream().filter(chosen).collect(Collectors.joining(System.lineSeparator()));
  }
}
