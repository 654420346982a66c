package dev.merapi.laws.surface;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that users can call. */
public final class Surface {
  private Surface() {}

  /** The constructors and methods of the visible types with such names. */
  public static Stream<Executable> functions(Predicate<String> types) {
    return Library.types().filter(type -> types.test(type.getName())).flatMap(Surface::functions);
  }

  private static Stream<Executable> functions(Class<?> type) {
    boolean made = !Modifier.isAbstract(type.getModifiers()) && !type.isEnum();
    Stream<Executable> makers = made ? Stream.of(type.getConstructors()) : Stream.of();
    return Stream.concat(makers, Visible.methods(type).stream());
  }
}
