import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes the factories of distributions as Kotlin functions, from the sources of {@code
 * Distributions} and the classes that it inherits from: with named arguments, with defaults for
 * locations and scales, and with numbers of any kind wherever a tensor may be a number.
 */
final class KotlinDistributions {
  private static final String PACKAGE = "dev.merapi.distributions";
  private static final String ENTRY = PACKAGE + ".Distributions";
  private static final Set<String> STANDARD =
      Set.of(
          "normal",
          "cauchy",
          "laplace",
          "logistic",
          "gumbel",
          "studentT",
          "logNormal",
          "halfNormal",
          "halfCauchy",
          "halfStudentT",
          "uniform",
          "softLaplace");
  private static final Map<String, String> DEFAULTS =
      Map.of("loc", "0", "scale", "1", "low", "0", "high", "1");

  private final Map<String, List<Factory>> groups = new LinkedHashMap<>();
  private final SortedSet<String> imports = new TreeSet<>();

  private KotlinDistributions() {}

  /** One factory of the Java classes. */
  private record Factory(String name, List<Parameter> parameters, String result, String comment) {
    String key() {
      return name + parameters.stream().map(Parameter::name).toList();
    }

    long tensors() {
      return parameters.stream().filter(p -> p.type.equals("Tensor")).count();
    }
  }

  /** A parameter, and whether it may be a number or a tensor. */
  private record Parameter(String name, String type, boolean either) {}

  /** The text of the file, from the sources below these folders. */
  static String text(List<Path> roots) throws IOException {
    KotlinDistributions all = new KotlinDistributions();
    all.read(roots);
    return all.text();
  }

  private void read(List<Path> roots) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      String type = ENTRY;
      while (type != null) {
        Path source = find(roots, type);
        if (source == null) {
          throw new IOException(
              "No source of "
                  + type
                  + " in "
                  + roots
                  + ". Build the module 'distributions' first: -am does.");
        }
        JavacTask task =
            (JavacTask)
                compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjects(source));
        CompilationUnitTree unit = task.parse().iterator().next();
        type = readUnit(unit, DocTrees.instance(task));
      }
    }
  }

  private static Path find(List<Path> roots, String type) {
    return roots.stream()
        .map(root -> root.resolve(type.replace('.', '/') + ".java"))
        .filter(Files::exists)
        .findFirst()
        .orElse(null);
  }

  /** Reads the factories of a class; returns the class that it extends, if any. */
  private String readUnit(CompilationUnitTree unit, DocTrees docs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (ImportTree each : unit.getImports()) {
      String name = each.getQualifiedIdentifier().toString();
      names.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
    ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method
          && method
              .getModifiers()
              .getFlags()
              .containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))) {
        DocCommentTree comment =
            docs.getDocCommentTree(new TreePath(new TreePath(new TreePath(unit), type), method));
        add(method, names, comment);
      }
    }
    Tree parent = type.getExtendsClause();
    return parent == null ? null : names.getOrDefault(parent.toString(), PACKAGE + "." + parent);
  }

  private void add(MethodTree method, Map<String, String> names, DocCommentTree comment) {
    List<Parameter> parameters = new ArrayList<>();
    for (VariableTree parameter : method.getParameters()) {
      boolean rest = parameter.toString().contains("...");
      String type = kotlin(parameter.getType().toString(), rest, names);
      parameters.add(new Parameter(parameter.getName().toString(), type, false));
    }
    Factory factory =
        new Factory(
            method.getName().toString(),
            parameters,
            kotlin(method.getReturnType().toString(), false, names),
            comment == null ? "" : words(comment.getFullBody().toString()));
    groups.computeIfAbsent(factory.key(), _ -> new ArrayList<>()).add(factory);
  }

  private String kotlin(String java, boolean rest, Map<String, String> names) {
    if (rest) {
      return "vararg " + kotlin(java.replace("...", "").replace("[]", ""), false, names);
    }
    return switch (java) {
      case "double" -> "Number";
      case "int" -> "Int";
      case "long" -> "Long";
      case "boolean" -> "Boolean";
      case "String" -> "String";
      case "double[]" -> "DoubleArray";
      case "int[]" -> "IntArray";
      case "UnaryOperator<Tensor>" -> {
        known("Tensor", names);
        yield "(Tensor) -> Tensor";
      }
      default -> {
        if (java.startsWith("List<") || java.startsWith("java.util.List<")) {
          String element = java.substring(java.indexOf('<') + 1, java.length() - 1);
          yield "List<" + kotlin(element.replace("? extends ", ""), false, names) + ">";
        }
        known(java, names);
        yield java;
      }
    };
  }

  private void known(String simple, Map<String, String> names) {
    String outer = simple.split("\\.")[0];
    imports.add(names.getOrDefault(outer, PACKAGE + "." + outer));
  }

  private static String words(String comment) {
    return comment
        .replaceAll("\\{@(?:code|literal) ([^}]*)\\}", "`$1`")
        .replaceAll("\\{@link(?:plain)? ([^}]*)\\}", "`$1`")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("</?\\w+>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private String text() {
    String functions =
        groups.values().stream().flatMap(this::functions).collect(Collectors.joining("\n"));
    return """
        // Written by tools/generate/KotlinSources.java.
        package dev.merapi.kotlin

        %s
        import dev.merapi.distributions.Distributions as Factories

        %s"""
        .formatted(
            imports.stream().map(name -> "import " + name).collect(Collectors.joining("\n")),
            functions);
  }

  private Stream<String> functions(List<Factory> group) {
    Factory most =
        group.stream().max((a, b) -> Long.compare(a.tensors(), b.tensors())).orElseThrow();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < most.parameters.size(); i++) {
      Parameter parameter = most.parameters.get(i);
      int at = i;
      boolean either =
          parameter.type.equals("Tensor")
              && group.stream().anyMatch(f -> f.parameters.get(at).type.equals("Number"));
      parameters.add(new Parameter(parameter.name, parameter.type, either));
    }
    List<Integer> open =
        IntStream.range(0, parameters.size())
            .filter(i -> parameters.get(i).either)
            .boxed()
            .toList();
    return IntStream.range(0, 1 << open.size())
        .mapToObj(mask -> function(most, parameters, open, mask));
  }

  private static String function(
      Factory factory, List<Parameter> parameters, List<Integer> open, int mask) {
    List<String> declared = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      int place = open.indexOf(i);
      boolean number = place >= 0 && (mask & 1 << place) != 0;
      if (number) {
        String value = STANDARD.contains(factory.name) ? DEFAULTS.get(parameter.name) : null;
        declared.add(parameter.name + ": Number" + (value == null ? "" : " = " + value));
        passed.add(parameter.name + ".toTensor()");
      } else if (parameter.type.startsWith("vararg ")) {
        declared.add("vararg " + parameter.name + ": " + parameter.type.substring(7));
        passed.add(
            parameter.type.equals("vararg Number")
                ? "*DoubleArray(%s.size) { %s[it].toDouble() }"
                    .formatted(parameter.name, parameter.name)
                : "*" + parameter.name);
      } else {
        declared.add(parameter.name + ": " + parameter.type);
        passed.add(
            parameter.type.equals("Number") ? parameter.name + ".toDouble()" : parameter.name);
      }
    }
    return """
        /** %s */
        public fun %s(%s): %s =
            Factories.%s(%s)
        """
        .formatted(
            factory.comment,
            factory.name,
            String.join(", ", declared),
            factory.result,
            factory.name,
            String.join(", ", passed));
  }
}
