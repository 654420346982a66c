import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what of the Kotlin module follows a pattern: the factories of distributions, and indices
 * of tensors in all combinations.
 *
 * <p>Run by the build with the folder of the module and the folder to write to.
 */
public final class KotlinSources {
  private KotlinSources() {}

  /** Writes the files into the second folder. */
  public static void main(String[] args) throws IOException {
    Path module = Path.of(args[0]).toAbsolutePath().normalize();
    Path folder = Path.of(args[1]).toAbsolutePath().normalize();
    Path sibling = module.resolveSibling("distributions");
    List<Path> sources =
        List.of(sibling.resolve("src/main/java"), sibling.resolve(module.relativize(folder)));
    write(folder.resolve("dev/merapi/kotlin/Distributions.kt"), KotlinDistributions.text(sources));
    write(folder.resolve("dev/merapi/kotlin/Slices.kt"), KotlinSlices.text());
  }

  /** A file that is already as it should be keeps its time. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
