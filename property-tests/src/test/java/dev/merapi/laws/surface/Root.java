package dev.merapi.laws.surface;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the project: the working directory of a test is its module. */
public final class Root {
  private Root() {}

  public static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("property-tests")) ? here : here.resolve("..").normalize();
  }
}
