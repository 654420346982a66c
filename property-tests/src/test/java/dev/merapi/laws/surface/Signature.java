package dev.merapi.laws.surface;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Types as they are written in Java, with what may be null. Types of the library and of {@code
 * java.*} have their simple names, all others their full ones.
 */
final class Signature {
  private Signature() {}

  static String name(Class<?> type) {
    if (type.isArray()) {
      return name(type.getComponentType()) + "[]";
    }
    boolean simple = type.isPrimitive() || Visible.ours(type) || type.getName().startsWith("java.");
    return simple ? nested(type) : type.getName().replace('$', '.');
  }

  /** The name of a type below its package: {@code Model.Sample}. */
  static String nested(Class<?> type) {
    return type.getTypeName()
        .substring(type.isPrimitive() ? 0 : type.getPackageName().length() + 1)
        .replace('$', '.');
  }

  static String type(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    return nullable
        + switch (type) {
          case AnnotatedParameterizedType generic ->
              name((Class<?>) ((ParameterizedType) generic.getType()).getRawType())
                  + types(generic.getAnnotatedActualTypeArguments(), ", ", "<", ">");
          case AnnotatedArrayType array -> type(array.getAnnotatedGenericComponentType()) + "[]";
          case AnnotatedWildcardType wildcard -> wildcard(wildcard);
          default ->
              type.getType() instanceof Class<?> plain ? name(plain) : type.getType().getTypeName();
        };
  }

  static String types(AnnotatedType[] types, String between, String before, String after) {
    return types.length == 0 ? "" : list(Stream.of(types), Signature::type, between, before, after);
  }

  /** {@code <A, B extends Shape>}, or nothing. */
  static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : list(Stream.of(variables), Signature::variable, ", ", "<", ">");
  }

  static String parameters(Executable made) {
    Parameter[] parameters = made.getParameters();
    AnnotatedType[] types = made.getAnnotatedParameterTypes();
    return IntStream.range(0, parameters.length)
        .mapToObj(
            i ->
                (parameters[i].isVarArgs()
                        ? type(types[i]).replaceAll("\\[]$", "...")
                        : type(types[i]))
                    + " "
                    + parameters[i].getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String variable(TypeVariable<?> variable) {
    String bounds =
        Stream.of(variable.getAnnotatedBounds())
            .map(Signature::type)
            .filter(bound -> !bound.equals("Object"))
            .collect(Collectors.joining(" & "));
    return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  private static String wildcard(AnnotatedWildcardType wildcard) {
    if (wildcard.getAnnotatedLowerBounds().length > 0) {
      return "? super " + type(wildcard.getAnnotatedLowerBounds()[0]);
    }
    String upper = type(wildcard.getAnnotatedUpperBounds()[0]);
    return List.of("Object").contains(upper) ? "?" : "? extends " + upper;
  }

  private static <T> String list(
      Stream<T> all, Function<T, String> text, String between, String before, String after) {
    return all.map(text).collect(Collectors.joining(between, before, after));
  }
}
