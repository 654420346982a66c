package dev.merapi.laws.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public surface is the one that is written down in {@code api/}, a file a module, so that a
 * change of it is seen in a diff. {@code -Dapi.write} writes the files anew.
 */
class SurfaceGolden {
  static List<Library> modules() {
    return Library.MODULES;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theSurfaceIsTheOneWrittenDown(Library library) throws IOException {
    Path file = Root.folder().resolve("api").resolve(library + ".txt");
    String found = Listing.of(library);
    if (System.getProperty("api.write") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, found);
    }
    String written = Files.exists(file) ? Files.readString(file) : "";
    assertEquals(written, found, () -> difference(library, written, found));
  }

  private static String difference(Library library, String written, String found) {
    return "The public surface of %s is not the one in api/%s.txt.%n%s%s"
            .formatted(
                library, library, lines("gone: ", written, found), lines("new:  ", found, written))
        + "If that is meant, write it down: mvn -Pquick -Dapi.write -pl property-tests -am test"
        + " -Dtest='Surface*' -Dsurefire.failIfNoSpecifiedTests=false";
  }

  private static String lines(String what, String in, String notIn) {
    List<String> known = notIn.lines().toList();
    Stream<String> only = in.lines().skip(1).filter(line -> !known.contains(line)).limit(40);
    return String.join("", only.map(line -> what + line + System.lineSeparator()).toList());
  }
}
