package dev.merapi.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.merapi.laws.surface.Root;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The packages of the six modules, each with the names of its written source files. */
record Rooms(Map<String, Set<String>> files) {
  private static final List<String> MODULES =
      List.of("tensor-simd", "distributions", "effects", "inference", "report", "property-tests");

  /** The compiled classes of the six modules, without tests and the other satellites. */
  static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages(
              "dev.merapi.tensor",
              "dev.merapi.distributions",
              "dev.merapi.effects",
              "dev.merapi.infer",
              "dev.merapi.report",
              "dev.merapi.laws");

  static Rooms of(Iterable<JavaClass> classes) {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass each : classes) {
      files
          .computeIfAbsent(each.getPackageName(), _ -> new TreeSet<>())
          .add(each.getSource().flatMap(Source::getFileName).orElseThrow());
    }
    files.forEach((room, names) -> names.retainAll(written(room)));
    files.values().forEach(names -> names.remove("package-info.java"));
    return new Rooms(files);
  }

  /** The sources of a package that somebody wrote; the others are made by the build of these. */
  private static Set<String> written(String room) {
    Set<String> names = new TreeSet<>();
    for (String module : MODULES) {
      Path folder =
          Root.folder().resolve(module).resolve("src/main/java").resolve(room.replace('.', '/'));
      String[] found = folder.toFile().list();
      names.addAll(found == null ? List.of() : List.of(found));
    }
    return names;
  }

  Set<String> over(int limit) {
    return files.entrySet().stream()
        .filter(room -> room.getValue().size() > limit)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A line for each package: how many files, and its name. */
  @Override
  public String toString() {
    return files.entrySet().stream()
        .map(room -> "%4d  %s".formatted(room.getValue().size(), room.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
