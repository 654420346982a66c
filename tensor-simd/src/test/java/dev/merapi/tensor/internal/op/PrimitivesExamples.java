package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The registry lists every primitive of the package. */
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
    Path folder =
        Path.of(Objects.requireNonNull(Primitive.class.getResource("Primitive.class")).toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(PrimitivesExamples::isPrimitive)
          .collect(Collectors.toSet());
    }
  }

  private static boolean isPrimitive(String name) {
    try {
      Class<?> type = Class.forName(Primitive.class.getPackageName() + "." + name);
      return type.isRecord() && Primitive.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
