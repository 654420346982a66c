package dev.merapi.laws.surface;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The classes that lie in the folder or the jar of a known one; none is initialised. */
final class ClassFiles {
  private static final String SUFFIX = ".class";

  private ClassFiles() {}

  static Stream<Class<?>> in(Class<?> known) {
    try {
      URI place =
          Objects.requireNonNull(known.getProtectionDomain().getCodeSource(), known.getName())
              .getLocation()
              .toURI();
      return names(Path.of(place)).stream().map(name -> load(name, known));
    } catch (Exception e) {
      throw new IllegalStateException("The classes beside " + known + " cannot be read.", e);
    }
  }

  private static List<String> names(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return names(place, place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return names(jar.getPath("/"), place);
    }
  }

  private static List<String> names(Path root, Path place) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(SUFFIX) && !file.endsWith("-info" + SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The classes in " + place + " cannot be listed.", e);
    }
  }

  private static Class<?> load(String name, Class<?> known) {
    try {
      return Class.forName(name, false, known.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
