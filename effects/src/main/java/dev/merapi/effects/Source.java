package dev.merapi.effects;

import io.vavr.collection.Stream;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A line of the user's program: where a statement was written.
 *
 * @param file the name of the source file
 * @param line its line, from 1
 */
public record Source(String file, int line) {
  private static final String LANGUAGE = Source.class.getPackageName();
  private static final String BLOCKS = "dev.merapi.kotlin";
  private static final Vector<String> LIBRARY =
      Vector.of("tensor", "distributions", "effects", "infer", "kotlin")
          .map(room -> "dev.merapi." + room + ".")
          .appendAll(Vector.of("java.", "jdk.", "kotlin.", "io.vavr."));
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /**
   * The line that has called the language: of the innermost frame outside of it. Looked for only
   * where programs are checked, since it costs about a microsecond; none otherwise, and none where
   * the class was compiled without line numbers.
   */
  static Option<Source> here() {
    return Settings.current().validation()
        ? STACK
            .walk(frames -> Option.ofOptional(frames.filter(Source::isUser).findFirst()))
            .filter(frame -> frame.getLineNumber() > 0)
            .map(frame -> new Source(String.valueOf(frame.getFileName()), frame.getLineNumber()))
        : Option.none();
  }

  /**
   * The line of a running program that an error came through: the innermost one outside of the
   * library, if the library had not been asked to run the program yet further in.
   */
  public static Option<Source> of(Throwable error) {
    return Stream.of(error.getStackTrace())
        .takeUntil(frame -> frame.getClassName().equals(Run.class.getName()))
        .find(frame -> LIBRARY.forAll(prefix -> !frame.getClassName().startsWith(prefix)))
        .filter(frame -> frame.getLineNumber() > 0)
        .map(frame -> new Source(String.valueOf(frame.getFileName()), frame.getLineNumber()));
  }

  /** Tests of the language are users: they have its packages, but not its archive. */
  private static boolean isUser(StackWalker.StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return !type.getPackageName().equals(BLOCKS)
        && (!type.getPackageName().startsWith(LANGUAGE)
            || !type.getProtectionDomain().equals(Source.class.getProtectionDomain()));
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
