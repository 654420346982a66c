package dev.merapi.laws.surface;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The classes that a reader of the public signatures of a type has to know. */
final class Mentions {
  private final Set<Class<?>> classes = new HashSet<>();
  private final Set<Type> seen = new HashSet<>();

  private Mentions() {}

  static Set<Class<?>> in(Class<?> type) {
    Mentions mentions = new Mentions();
    mentions.head(type);
    Visible.fields(type).stream().map(Field::getGenericType).forEach(mentions::add);
    Visible.constructors(type).forEach(mentions::executable);
    for (Method method : Visible.methods(type)) {
      mentions.executable(method);
      mentions.add(method.getGenericReturnType());
    }
    return mentions.classes;
  }

  private void head(Class<?> type) {
    each(type.getTypeParameters());
    Stream.ofNullable(type.getGenericSuperclass()).forEach(this::add);
    each(type.getGenericInterfaces());
    if (type.isRecord()) {
      Stream.of(type.getRecordComponents()).map(RecordComponent::getGenericType).forEach(this::add);
    }
  }

  private void executable(Executable made) {
    each(made.getTypeParameters());
    each(made.getGenericParameterTypes());
    each(made.getGenericExceptionTypes());
  }

  private void each(Type[] types) {
    Arrays.stream(types).forEach((Consumer<Type>) this::add);
  }

  private void add(Type type) {
    if (!seen.add(type)) {
      return;
    }
    switch (type) {
      case Class<?> plain when plain.isArray() ->
          add(Objects.requireNonNull(plain.componentType()));
      case Class<?> plain -> classes.add(plain);
      case ParameterizedType generic -> {
        add(generic.getRawType());
        each(generic.getActualTypeArguments());
      }
      case GenericArrayType array -> add(array.getGenericComponentType());
      case WildcardType wildcard -> {
        each(wildcard.getLowerBounds());
        each(wildcard.getUpperBounds());
      }
      case TypeVariable<?> variable -> each(variable.getBounds());
      default -> throw new IllegalArgumentException("A type of no known kind: " + type);
    }
  }
}
