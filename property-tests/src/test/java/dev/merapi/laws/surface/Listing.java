package dev.merapi.laws.surface;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A module as its users see it, as text: a line a type, an indented line a member. */
final class Listing {
  static final Comparator<Class<?>> ORDER =
      Comparator.<Class<?>, String>comparing(Class::getPackageName)
          .thenComparing(Signature::nested);

  private Listing() {}

  static String of(Library library) {
    List<Class<?>> types = library.visible();
    StringBuilder text = new StringBuilder();
    String place = "";
    for (Class<?> type : types) {
      if (!type.getPackageName().equals(place)) {
        place = type.getPackageName();
        text.append("\n\npackage ").append(place).append('\n');
      }
      text.append('\n').append(head(type)).append('\n');
      members(type).forEach(member -> text.append("  ").append(member).append('\n'));
    }
    long members = types.stream().mapToLong(type -> members(type).size()).sum();
    return "%s: %d types, %d members%n".formatted(library, types.size(), members) + text;
  }

  /** The members of a type: constants, constructors, then methods by name. */
  static List<String> members(Class<?> type) {
    return Stream.of(
            Visible.fields(type).stream().map(Listing::field).sorted(),
            Visible.constructors(type).stream().map(made -> constructor(type, made)).sorted(),
            Visible.methods(type).stream()
                .sorted(Comparator.comparing(Method::getName).thenComparing(Listing::method))
                .map(Listing::method))
        .flatMap(lines -> lines)
        .toList();
  }

  private static String head(Class<?> type) {
    boolean extended = type.getSuperclass() != null && type.getSuperclass() != Object.class;
    AnnotatedType from = type.getAnnotatedSuperclass();
    String to =
        Signature.types(
            type.getAnnotatedInterfaces(),
            ", ",
            type.isInterface() ? " extends " : " implements ",
            "");
    return modifiers(type)
        + Signature.nested(type)
        + Signature.variables(type.getTypeParameters())
        + (type.isRecord() ? components(type.getRecordComponents()) : "")
        + (extended && from != null && !type.isRecord() && !type.isEnum()
            ? " extends " + Signature.type(from)
            : "")
        + to;
  }

  private static String modifiers(Class<?> type) {
    int modifiers = type.getModifiers();
    String kind =
        type.isAnnotation()
            ? "@interface "
            : type.isInterface()
                ? "interface "
                : type.isRecord() ? "record " : type.isEnum() ? "enum " : "class ";
    boolean plain = !type.isInterface() && !type.isRecord() && !type.isEnum();
    return (Modifier.isProtected(modifiers) ? "protected " : "")
        + (plain && Modifier.isAbstract(modifiers) ? "abstract " : "")
        + (plain && Modifier.isFinal(modifiers) ? "final " : "")
        + (type.isSealed() ? "sealed " : "")
        + kind;
  }

  private static String components(RecordComponent[] components) {
    return Stream.of(components)
        .map(part -> Signature.type(part.getAnnotatedType()) + " " + part.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String field(Field field) {
    return field.isEnumConstant()
        ? field.getName()
        : modifiers(field.getModifiers(), field.getDeclaringClass())
            + Signature.type(field.getAnnotatedType())
            + " "
            + field.getName();
  }

  private static String constructor(Class<?> type, Constructor<?> made) {
    return modifiers(made.getModifiers(), type)
        + spaced(Signature.variables(made.getTypeParameters()))
        + type.getSimpleName()
        + Signature.parameters(made)
        + thrown(made.getAnnotatedExceptionTypes());
  }

  private static String method(Method method) {
    return modifiers(method.getModifiers(), method.getDeclaringClass())
        + (method.isDefault() ? "default " : "")
        + spaced(Signature.variables(method.getTypeParameters()))
        + Signature.type(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + Signature.parameters(method)
        + thrown(method.getAnnotatedExceptionTypes());
  }

  private static String modifiers(int modifiers, Class<?> owner) {
    return (Modifier.isProtected(modifiers) ? "protected " : "")
        + (Modifier.isStatic(modifiers) ? "static " : "")
        + (Modifier.isAbstract(modifiers) && !owner.isInterface() ? "abstract " : "");
  }

  private static String thrown(AnnotatedType[] exceptions) {
    return Signature.types(exceptions, ", ", " throws ", "");
  }

  private static String spaced(String variables) {
    return variables.isEmpty() ? "" : variables + " ";
  }
}
