import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Writes {@code Distributions}: for every static method of a distribution that is marked as a
 * factory, a method of its name with its comment, for every mix of numbers and tensors.
 *
 * <p>Run by the build with the folder of the module and the folder to write to.
 */
public final class Factories {
  private static final String PACKAGE = "dev.merapi.distributions";
  private static final List<String> SHELVES =
      List.of("continuous", "discrete", "multivariate", "sequence", "combinator");
  private static final Pattern TYPE_NAME = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

  private final Set<String> imports = new TreeSet<>();
  private final List<String> methods = new ArrayList<>();

  private Factories() {}

  /** Writes the class into the second folder. */
  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0], "src/main/java").resolve(PACKAGE.replace('.', '/'));
    Factories factories = new Factories();
    factories.imports.add("dev.merapi.tensor.Tensor");
    for (String shelf : SHELVES) {
      factories.shelf(sources.resolve(shelf));
    }
    Generated.write(Path.of(args[1]), Map.of(PACKAGE + ".Distributions", factories.text()));
  }

  private static final String THROWS =
      """
      @throws dev.merapi.tensor.ArgumentException if a known number is outside of its set, or the
          parameters do not broadcast
      """;

  /** A parameter: its type, its name, and whether a number may stand for it. */
  private record Parameter(String type, String name, boolean number) {}

  /** A static method with its owner and what is said of it. */
  private record Factory(
      String owner, String result, String method, List<Parameter> parameters, String comment) {}

  private String text() {
    return """
        package %s;

        %s

        /**
         * The distributions by name, for {@code import static %s.Distributions.*}.
         * Parameters are tensors or numbers, in any mix; tensors broadcast. A name that could mean two
         * parametrisations says which one it takes. Each method is a factory of a record, which says
         * what is drawn and what the parameters are.
         */
        public final class Distributions {
          private Distributions() {}
        %s}
        """
        .formatted(
            PACKAGE,
            imports.stream().map(name -> "import " + name + ";").collect(Collectors.joining("\n")),
            PACKAGE,
            String.join("", methods));
  }

  private void shelf(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
      DocTrees trees = DocTrees.instance(task);
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      units.sort(Comparator.comparing(unit -> unit.getSourceFile().getName()));
      for (CompilationUnitTree unit : units) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree owner) {
            members(unit, owner, trees);
          }
        }
      }
    }
  }

  private void members(CompilationUnitTree unit, ClassTree owner, DocTrees trees) {
    TreePath path = new TreePath(new TreePath(unit), owner);
    for (Tree member : owner.getMembers()) {
      if (member instanceof MethodTree method) {
        mark(method)
            .ifPresent(
                mark ->
                    add(
                        unit,
                        owner,
                        method,
                        mark,
                        trees.getDocComment(new TreePath(path, method))));
      }
    }
  }

  private static Optional<AnnotationTree> mark(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .<AnnotationTree>map(annotation -> annotation)
        .filter(annotation -> annotation.getAnnotationType().toString().equals("Factory"))
        .findFirst();
  }

  private void add(
      CompilationUnitTree unit,
      ClassTree owner,
      MethodTree method,
      AnnotationTree mark,
      String comment) {
    Map<String, List<String>> said = said(mark);
    List<String> arrays = said.getOrDefault("arrays", List.of());
    Set<String> nested =
        owner.getMembers().stream()
            .filter(ClassTree.class::isInstance)
            .map(member -> ((ClassTree) member).getSimpleName().toString())
            .collect(Collectors.toSet());
    Map<String, String> known = known(unit, owner);
    List<Parameter> parameters = new ArrayList<>();
    for (VariableTree variable : method.getParameters()) {
      String type = type(variable, owner, nested);
      String name = variable.getName().toString();
      parameters.add(new Parameter(type, name, type.equals("Tensor") && !arrays.contains(name)));
    }
    String result = method.getReturnType().toString();
    Stream.concat(
            Stream.of(owner.getSimpleName() + " " + result),
            parameters.stream().map(Parameter::type))
        .flatMap(text -> TYPE_NAME.matcher(text).results().map(match -> match.group()))
        .filter(known::containsKey)
        .map(known::get)
        .forEach(imports::add);
    Factory factory =
        new Factory(
            owner.getSimpleName().toString(),
            result,
            method.getName().toString(),
            parameters,
            comment(comment));
    String name = said.get("value").getFirst();
    long numbers = parameters.stream().filter(Parameter::number).count();
    for (int mix = 0; mix < 1 << numbers; mix++) {
      methods.add(method(name, factory, mix));
    }
    if (!said.getOrDefault("list", List.of()).isEmpty()) {
      methods.add(listed(name, factory));
    }
  }

  /** The types of a file by their simple names: those that are imported, and its own. */
  private static Map<String, String> known(CompilationUnitTree unit, ClassTree owner) {
    Map<String, String> known = new TreeMap<>();
    for (ImportTree one : unit.getImports()) {
      String name = one.getQualifiedIdentifier().toString();
      if (!one.isStatic()) {
        known.put(name.substring(name.lastIndexOf('.') + 1), name);
      }
    }
    String own = unit.getPackageName().toString();
    Path folder = Path.of(unit.getSourceFile().toUri()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".java") && Character.isUpperCase(file.charAt(0)))
          .map(file -> file.substring(0, file.length() - ".java".length()))
          .forEach(type -> known.put(type, own + "." + type));
    } catch (IOException cause) {
      throw new IllegalStateException(
          "The folder of " + owner.getSimpleName() + " cannot be read", cause);
    }
    return known;
  }

  private static String type(VariableTree variable, ClassTree owner, Set<String> nested) {
    String type = variable.toString().replaceAll("\\s+" + variable.getName() + "$", "");
    Matcher names = TYPE_NAME.matcher(type);
    return names.replaceAll(
        match ->
            nested.contains(match.group())
                ? owner.getSimpleName() + "." + match.group()
                : match.group());
  }

  private static Map<String, List<String>> said(AnnotationTree mark) {
    Map<String, List<String>> said = new TreeMap<>();
    for (ExpressionTree argument : mark.getArguments()) {
      if (argument instanceof AssignmentTree assignment) {
        said.put(assignment.getVariable().toString(), strings(assignment.getExpression()));
      } else {
        said.put("value", strings(argument));
      }
    }
    return said;
  }

  private static List<String> strings(ExpressionTree value) {
    return value instanceof NewArrayTree array
        ? array.getInitializers().stream().flatMap(each -> strings(each).stream()).toList()
        : List.of(String.valueOf(((LiteralTree) value).getValue()));
  }

  /**
   * The method in which bit i of the mix says that the i-th of the parameters that may be is a
   * number.
   */
  private static String method(String name, Factory factory, int mix) {
    List<String> declared = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    int bit = 0;
    for (Parameter parameter : factory.parameters()) {
      boolean number = parameter.number() && (mix >> bit & 1) == 1;
      bit += parameter.number() ? 1 : 0;
      declared.add((number ? "double" : parameter.type()) + " " + parameter.name());
      passed.add(number ? "Tensor.scalar(" + parameter.name() + ")" : parameter.name());
    }
    return method(name, factory, declared, passed);
  }

  /** The method whose last parameter is listed element by element. */
  private static String listed(String name, Factory factory) {
    List<String> declared = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (Parameter parameter : factory.parameters()) {
      boolean last = parameter == factory.parameters().getLast();
      declared.add((last ? "double..." : parameter.type()) + " " + parameter.name());
      passed.add(last ? "Tensor.of(" + parameter.name() + ")" : parameter.name());
    }
    return method(name, factory, declared, passed);
  }

  private static String method(
      String name, Factory factory, List<String> declared, List<String> passed) {
    return """

        %s  public static %s %s(
              %s) {
            return %s.%s(%s);
          }
        """
        .formatted(
            factory.comment(),
            factory.result(),
            name,
            String.join(", ", declared),
            factory.owner(),
            factory.method(),
            String.join(", ", passed));
  }

  private static String comment(String text) {
    String block = text.contains("\n@") || text.contains("\n @") ? "" : "\n";
    return (text.strip() + "\n" + block + THROWS)
        .lines()
        .map(line -> line.isBlank() ? "   *\n" : "   * " + line.strip() + "\n")
        .collect(Collectors.joining("", "  /**\n", "   */\n"));
  }
}
