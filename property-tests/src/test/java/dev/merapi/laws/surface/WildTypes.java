package dev.merapi.laws.surface;

import java.lang.reflect.Executable;
import java.util.stream.Stream;

/** The public surface for calls. */
public final class WildTypes {
  private WildTypes() {}

  public static Stream<Class<?>> types() {
    return Library.types();
  }

  public static Stream<Executable> members(Class<?> type) {
    Stream<Executable> makers = java.lang.reflect.Modifier.isAbstract(type.getModifiers()) || type.isEnum() ? Stream.of() : Stream.of(type.getConstructors());
    return Stream.concat(makers, Visible.methods(type).stream());
  }
}
