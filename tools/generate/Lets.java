import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes {@code Let}: programs one after the other, and a body that knows all their results, for
 * one program to eight.
 *
 * <p>Run by the build with the folder of the module and the folder to write to.
 */
public final class Lets {
  private static final int MOST = 8;
  private static final List<String> COUNT =
      List.of("Two", "Three", "Four", "Five", "Six", "Seven", "Eight");

  private Lets() {}

  /** Writes the class into the second folder. */
  public static void main(String[] args) throws IOException {
    Generated.write(Path.of(args[1]), Map.of("dev.merapi.effects.Let", let()));
  }

  private static String let() {
    return """
        package dev.merapi.effects;

        import java.util.function.BiFunction;
        import java.util.function.Function;

        /**
         * Programs one after the other, and then a body that knows all their results: {@code
         * let(sample("a", p), sample("b", q), (a, b) -> …)}. None of them depends on the results of the
         * others; where one does, it stands in the body.
         *
         * <p>Law: {@code let(a, b, f) = a.flatMap(x -> b.flatMap(y -> f.apply(x, y)))}, and so on for more.
         */
        public abstract sealed class Let permits Models {
          Let() {}

          /** A program, and a body that knows its result: {@link Model#flatMap} with the name in front. */
          public static <A, R> Model<R> let(Model<A> a, Function<? super A, ? extends Model<R>> body) {
            return a.flatMap(body);
          }
        %s%s}
        """
        .formatted(lines(2, MOST, Lets::method), lines(3, MOST, Lets::function));
  }

  private static String method(int n) {
    return """

          /** %s programs, and a body that knows their results. */
          public static <%s, R> Model<R> let(
              %s,
              %s<%s, ? extends Model<R>> body) {
            return a.flatMap(x1 -> let(%s, %s -> body.apply(%s)));
          }
        """
        .formatted(
            COUNT.get(n - 2),
            list(1, n, Lets::type),
            list(1, n, i -> "Model<" + type(i) + "> " + program(i)),
            n == 2 ? "BiFunction" : "Function" + n,
            list(1, n, i -> "? super " + type(i)),
            list(2, n, Lets::program),
            n == 2 ? "x2" : "(" + list(2, n, i -> "x" + i) + ")",
            list(1, n, i -> "x" + i));
  }

  private static String function(int n) {
    return """

          /** What makes one value of %s. */
          @FunctionalInterface
          public interface Function%d<%s, R> {
            /** The value. */
            R apply(%s);
          }
        """
        .formatted(
            COUNT.get(n - 2).toLowerCase(Locale.ROOT),
            n,
            list(1, n, Lets::type),
            list(1, n, i -> type(i) + " " + program(i)));
  }

  private static String type(int i) {
    return String.valueOf((char) ('A' + i - 1));
  }

  private static String program(int i) {
    return String.valueOf((char) ('a' + i - 1));
  }

  private static String list(int first, int last, IntFunction<String> element) {
    return IntStream.rangeClosed(first, last).mapToObj(element).collect(Collectors.joining(", "));
  }

  private static String lines(int first, int last, IntFunction<String> line) {
    return IntStream.rangeClosed(first, last).mapToObj(line).collect(Collectors.joining());
  }
}
