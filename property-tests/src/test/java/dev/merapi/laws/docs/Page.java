package dev.merapi.laws.docs;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java blocks of a Markdown page as a class: types become members, all else one method, which
 * also runs the types that are programs.
 */
final class Page {
  private static final Pattern BLOCK =
      Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PICTURE = Pattern.compile("pictures/(\\w+)\\.svg\\)");
  private static final Pattern TYPE =
      Pattern.compile(
          "^(/\\*\\*|public |final |record |class |interface |enum )", Pattern.MULTILINE);

  /** Classes of a page stand by themselves. */
  private static final Pattern TOP = Pattern.compile("^(final )?class ", Pattern.MULTILINE);

  private static final Pattern MAIN =
      Pattern.compile(
          "^public final class (\\w+) \\{(?:(?!^}).)*public static void main\\(",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final String IMPORTS =
      """
      import dev.merapi.distributions.*;
      import dev.merapi.distributions.combinator.*;
      import dev.merapi.distributions.continuous.*;
      import dev.merapi.distributions.definition.*;
      import dev.merapi.distributions.discrete.*;
      import dev.merapi.distributions.multivariate.*;
      import dev.merapi.effects.*;
      import dev.merapi.effects.check.*;
      import dev.merapi.effects.collapse.*;
      import dev.merapi.effects.enumerate.*;
      import dev.merapi.effects.handler.*;
      import dev.merapi.effects.picture.*;
      import dev.merapi.effects.reparam.*;
      import dev.merapi.effects.trace.*;
      import dev.merapi.tensor.*;
      import dev.merapi.tensor.Key;
      import java.util.*;
      """;

  private Page() {}

  static List<String> blocks(String markdown) {
    return BLOCK.matcher(markdown).results().map(match -> match.group(1)).toList();
  }

  /** The names of the pictures that a page shows: each is a plot, or a text, of that name. */
  static List<String> pictures(String markdown) {
    return PICTURE.matcher(markdown).results().map(match -> match.group(1)).distinct().toList();
  }

  /** A block that keeps the pictures of a page. */
  static String keeping(List<String> pictures) {
    return pictures.stream()
        .map("pictures.put(\"%1$s\", %1$s);"::formatted)
        .collect(Collectors.joining("\n"));
  }

  static void compile(String name, List<String> blocks, Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source(name, blocks));
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty("java.class.path", ""));
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      if (!compiled) {
        throw new AssertionError(messages + "\n" + Files.readString(file));
      }
    }
  }

  /** Runs a page; the values behind its pictures, by name. */
  static Map<?, ?> run(String name, Path folder) throws Exception {
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, Page.class.getClassLoader())) {
      Class<?> page = loader.loadClass(name);
      page.getMethod("run").invoke(null);
      return (Map<?, ?>) page.getField("pictures").get(null);
    }
  }

  private static String source(String name, List<String> blocks) {
    List<String> code =
        blocks.stream().map(block -> lines(block, line -> !isImport(line))).toList();
    String imports = lines(String.join("\n", blocks), Page::isImport);
    String members =
        code.stream()
            .filter(Page::isMember)
            .map(block -> TOP.matcher(block).replaceAll("$1static class "))
            .collect(Collectors.joining("\n"));
    String statements =
        Stream.concat(
                code.stream().filter(block -> !isMember(block)),
                MAIN.matcher(members)
                    .results()
                    .map(main -> main.group(1) + ".main(new String[0]);"))
            .collect(Collectors.joining("\n"));
    return """
        %s
        %s
        public class %s {
          public static final Map<String, Object> pictures = new TreeMap<>();
        %s
          static void check(boolean holds) { if (!holds) throw new AssertionError("a check of the page fails"); }
          public static void run() throws Exception {
        %s
          }
        }
        """
        .formatted(IMPORTS, imports, name, members, statements);
  }

  private static boolean isMember(String block) {
    return TYPE.matcher(block).lookingAt();
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private static String lines(String block, Predicate<String> chosen) {
    return block.lines().filter(chosen).collect(Collectors.joining("\n")).stripLeading();
  }
}
