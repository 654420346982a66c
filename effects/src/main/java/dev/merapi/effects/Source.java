package dev.merapi.effects;

import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of the user's program: where a statement was written.
 *
 * @param file the name of the source file
 * @param line its line, from 1
 */
public record Source(String file, int line) {
  private static final String LANGUAGE = Source.class.getPackageName();
  private static final String BLOCKS = "dev.merapi.kotlin";
  private static final List<String> LIBRARY =
      List.of(
          "dev.merapi.tensor.",
          "dev.merapi.distributions.",
          "dev.merapi.effects.",
          "dev.merapi.infer.",
          "dev.merapi.kotlin.",
          "java.",
          "jdk.",
          "kotlin.",
          "io.vavr.");

  /** Whether the class of a frame is the user's; asked a few times for each site of each run. */
  private static final ClassValue<Boolean> USERS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isUser(type);
        }
      };

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /**
   * The line that has called the language: of the innermost frame outside of it. Looked for only
   * where programs are checked, since it costs about a microsecond; none otherwise, and none where
   * the class was compiled without line numbers.
   */
  static Optional<Source> here() {
    return Settings.current().validation()
        ? STACK
            .walk(frames -> new Innermost().among(frames.spliterator()))
            .filter(frame -> frame.getLineNumber() > 0)
            .map(frame -> new Source(String.valueOf(frame.getFileName()), frame.getLineNumber()))
        : Optional.empty();
  }

  /**
   * The line of a running program that an error came through: the innermost one outside of the
   * library, if the library had not been asked to run the program yet further in.
   */
  public static Optional<Source> of(Throwable error) {
    return Stream.of(error.getStackTrace())
        .takeWhile(frame -> !frame.getClassName().equals(Run.class.getName()))
        .filter(frame -> LIBRARY.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .filter(frame -> frame.getLineNumber() > 0)
        .map(frame -> new Source(String.valueOf(frame.getFileName()), frame.getLineNumber()));
  }

  /** Tests of the language are users: they have its packages, but not its archive. */
  private static boolean isUser(Class<?> type) {
    return !type.getPackageName().equals(BLOCKS)
        && (!type.getPackageName().startsWith(LANGUAGE)
            || !type.getProtectionDomain().equals(Source.class.getProtectionDomain()));
  }

  /** The first frame of the user's: in steps, since a pipeline costs as much as the walk. */
  private static final class Innermost implements Consumer<StackWalker.StackFrame> {
    private StackWalker.@Nullable StackFrame found;

    @Override
    public void accept(StackWalker.StackFrame frame) {
      if (USERS.get(frame.getDeclaringClass())) {
        found = frame;
      }
    }

    Optional<StackWalker.StackFrame> among(Spliterator<StackWalker.StackFrame> frames) {
      boolean more = true;
      while (more && found == null) {
        more = frames.tryAdvance(this);
      }
      return Optional.ofNullable(found);
    }
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
