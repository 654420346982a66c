package dev.merapi.laws.wild;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls of functions with what a pool gives. */
final class Calls {
  private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

  private final Pool pool;
  private final Patience patience;
  private int calls;
  private long skipped;

  Calls(Pool pool, Patience patience) {
    this.pool = pool;
    this.patience = patience;
  }

  /** How many calls could not be made, as there was no argument of a type. */
  long skipped() {
    return skipped;
  }

  /** The same number of calls of each function, in turns. */
  void run(List<? extends Executable> functions, int calls, Consumer<Answer> watch) {
    for (int i = 0; i < calls; i++) {
      Executable function = functions.get(i % functions.size());
      pool.turn(function.toGenericString().hashCode(), i / functions.size());
      Answer answer = call(function);
      if (answer != null) {
        watch.accept(answer);
      }
    }
  }

  private @Nullable Answer call(Executable function) {
    @Nullable Object[] given;
    Object self;
    try {
      boolean free = function instanceof Constructor || Modifier.isStatic(function.getModifiers());
      self = free ? null : pool.any(function.getDeclaringClass());
      given =
          Stream.of(function.getGenericParameterTypes())
              .map(type -> pool.of(type, Map.of()))
              .toArray();
    } catch (NoSuchElementException none) {
      skipped++;
      return null;
    }
    calls++;
    patience.begin();
    long start = TIMES.getCurrentThreadCpuTime();
    Object result = null;
    Throwable thrown = null;
    try {
      result =
          switch (function) {
            case Constructor<?> maker -> maker.newInstance(given);
            case Method method -> method.invoke(self, given);
          };
      if (result instanceof Model<?> model) {
        result = Trace.run(Key.of(calls), model);
      }
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
    } catch (RuntimeException | Error e) {
      thrown = e;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(function.toString(), e);
    }
    long nanos = TIMES.getCurrentThreadCpuTime() - start;
    patience.end();
    if (result != null) {
      pool.keep(result);
    }
    return new Answer(function, self, Arrays.asList(given), result, thrown, nanos);
  }

  /** Whether arguments can be made without knowing the type that the receiver was made for. */
  static boolean isFree(Executable function) {
    return Stream.of(function.getGenericParameterTypes())
        .noneMatch(type -> mentions(type, function));
  }

  private static boolean mentions(Type type, Executable function) {
    return switch (type) {
      case TypeVariable<?> variable -> !variable.getGenericDeclaration().equals(function);
      case java.lang.reflect.ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments()).anyMatch(part -> mentions(part, function))
              && !generic.getRawType().getTypeName().startsWith("java.util.function");
      case java.lang.reflect.GenericArrayType array ->
          mentions(array.getGenericComponentType(), function);
      default -> false;
    };
  }
}
