import com.sun.source.tree.ClassTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes the vector twin of every kernel that says {@code FooLanes.apply}: the operations of {@code
 * FooKernel.scalar}, in their order, on all lanes at once, so that the bits are the same.
 *
 * <p>What a scalar body may consist of: locals of type double, long and boolean; {@code + - * /},
 * fma, abs, sqrt, the bits of a double and their operations; comparisons, {@code && || !}, choices
 * (of which both sides are computed); private functions of one double, and other kernels' {@code
 * scalar}. An {@code if} that returns at once is a case that vectors do not have: a block with a
 * lane in it is computed by the scalar code.
 *
 * <p>Run by the build with the folder of the module and the folder to write to.
 */
public final class Lanes {
  static final String PACKAGE = "dev.merapi.tensor.internal.kernel";

  private Lanes() {}

  /** Writes the classes into the second folder. */
  public static void main(String[] args) throws IOException {
    Path kernels = Path.of(args[0], "src/main/java", PACKAGE.replace('.', '/'));
    List<Path> files;
    try (Stream<Path> all = Files.list(kernels)) {
      files =
          all.filter(file -> file.getFileName().toString().endsWith("Kernel.java"))
              .filter(Lanes::asksForLanes)
              .sorted()
              .toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, LaneTwin> twins = new TreeMap<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      task.parse()
          .forEach(
              unit -> {
                ClassTree kernel = (ClassTree) unit.getTypeDecls().getFirst();
                String name = kernel.getSimpleName().toString().replace("Kernel", "");
                twins.put(name, new LaneTwin(name, kernel));
              });
    }
    twins.values().forEach(LaneTwin::translate);
    Map<String, String> sources = new TreeMap<>();
    twins.forEach(
        (name, twin) ->
            sources.put(
                PACKAGE + "." + name + "Lanes",
                twin.text(twins.values().stream().anyMatch(other -> other.uses(name)))));
    Generated.write(Path.of(args[1]), sources);
  }

  private static boolean asksForLanes(Path file) {
    try {
      String name = file.getFileName().toString().replace("Kernel.java", "");
      return Files.readString(file).contains(" " + name + "Lanes.apply(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
