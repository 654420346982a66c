package dev.merapi.laws.surface;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What code outside the library can name: public types, and the public and protected members of
 * them, outside packages named {@code internal}. A member that says nothing new is left out: an
 * override with the type of what it overrides, what every object has, and what a record or an enum
 * has by its head.
 */
final class Visible {
  private static final List<String> OF_EVERY_OBJECT = List.of("equals", "hashCode", "toString");

  private Visible() {}

  static boolean type(Class<?> type) {
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!visible(outer.getModifiers()) || outer.isAnonymousClass() || outer.isLocalClass()) {
        return false;
      }
    }
    return !internal(type) && !type.isSynthetic();
  }

  static boolean internal(Class<?> type) {
    return ours(type) && List.of(type.getPackageName().split("\\.")).contains("internal");
  }

  static boolean ours(Class<?> type) {
    return type.getName().startsWith("dev.merapi.");
  }

  static List<Field> fields(Class<?> type) {
    return declared(type)
        .flatMap(owner -> Stream.of(owner.getDeclaredFields()))
        .filter(Visible::member)
        .toList();
  }

  static List<Constructor<?>> constructors(Class<?> type) {
    return Stream.<Constructor<?>>of(type.getDeclaredConstructors())
        .filter(Visible::member)
        .filter(made -> !type.isEnum() && !(type.isRecord() && canonical(type, made)))
        .toList();
  }

  static List<Method> methods(Class<?> type) {
    return declared(type)
        .flatMap(owner -> Stream.of(owner.getDeclaredMethods()))
        .filter(Visible::member)
        .filter(method -> !given(type, method) && !overrides(type, method))
        .toList();
  }

  /** The type, and the types that it inherits from but that are not visible themselves. */
  private static Stream<Class<?>> declared(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>(List.of(type));
    supertypes(type)
        .filter(from -> ours(from) && !type(from))
        .forEach(from -> declared(from).forEach(found::add));
    return found.stream();
  }

  static Stream<Class<?>> supertypes(Class<?> type) {
    return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
  }

  private static boolean member(Member member) {
    return visible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean canonical(Class<?> record, Executable made) {
    return Arrays.equals(
        made.getParameterTypes(),
        Stream.of(record.getRecordComponents()).map(part -> part.getType()).toArray());
  }

  private static boolean given(Class<?> type, Method method) {
    return OF_EVERY_OBJECT.contains(method.getName())
        || (type.isEnum() && Set.of("values", "valueOf").contains(method.getName()))
        || (type.isRecord()
            && method.getParameterCount() == 0
            && Stream.of(type.getRecordComponents())
                .anyMatch(part -> part.getName().equals(method.getName())));
  }

  private static boolean overrides(Class<?> type, Method method) {
    return !Modifier.isStatic(method.getModifiers())
        && supertypes(type).anyMatch(from -> has(from, method) || overrides(from, method));
  }

  private static boolean has(Class<?> from, Method method) {
    return (type(from) || !ours(from))
        && Stream.of(from.getDeclaredMethods())
            .anyMatch(
                other ->
                    visible(other.getModifiers())
                        && other.getName().equals(method.getName())
                        && other.getReturnType() == method.getReturnType()
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
  }
}
