package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.internal.specimen.Primitives;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The registry lists every primitive of the module. */
final class PrimitivesExamples {
  @Test
  void everyPrimitiveIsListed() throws IOException, URISyntaxException {
    Set<String> listed =
        Primitives.all().stream()
            .map(specimen -> specimen.primitive().getClass().getSimpleName())
            .collect(Collectors.toSet());
    assertEquals(declared(), listed);
    assertTrue(listed.size() > 50, () -> listed.size() + " primitives");
  }

  private static Set<String> declared() throws IOException, URISyntaxException {
    Path room =
        Path.of(Objects.requireNonNull(Primitive.class.getResource("Primitive.class")).toURI());
    Path rooms = room.getParent().getParent();
    String above = Primitive.class.getPackageName().replaceAll("\\.\\w+$", "");
    try (Stream<Path> files = Files.walk(rooms)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(
              file ->
                  above + "." + rooms.relativize(file).toString().replace(File.separatorChar, '.'))
          .map(name -> type(name.replaceAll("\\.class$", "")))
          .filter(type -> type.isRecord() && Primitive.class.isAssignableFrom(type))
          .map(Class::getSimpleName)
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, Primitive.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
