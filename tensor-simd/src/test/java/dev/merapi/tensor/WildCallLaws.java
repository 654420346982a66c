package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a function of tensors is given, it answers, or says what is wrong. */
class WildCallLaws {
  private static final int CALLS = 60_000;

  private static List<Method> functions() {
    return Stream.of(Tensor.class, Special.class, Shape.class, Key.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> Arrays.stream(method.getParameterTypes()).allMatch(WildArguments::knows))
        .filter(method -> !method.getName().equals("equals"))
        .sorted(Comparator.comparing(Method::toGenericString))
        .toList();
  }

  @Test
  void everyCallIsAnsweredOrRefusedInASentence() {
    Map<String, String> bare = new TreeMap<>();
    assertTimeoutPreemptively(Duration.ofMinutes(5), () -> run(bare));
    assertEquals("", String.join("\n", bare.values()), bare.size() + " functions");
  }

  private static void run(Map<String, String> bare) throws IllegalAccessException {
    List<Method> functions = functions();
    WildArguments arguments = new WildArguments(11, 0.03);
    Random random = new Random(12);
    for (int i = 0; i < CALLS; i++) {
      Method function = functions.get(random.nextInt(functions.size()));
      Object self =
          Modifier.isStatic(function.getModifiers()) ? null : self(function, arguments);
      Object[] given =
          Arrays.stream(function.getParameterTypes()).map(arguments::of).toArray();
      try {
        Object result = function.invoke(self, given);
        if (result instanceof Dense dense && dense.shape().count() < 1 << 20) {
          var _ = dense.toArray();
        }
      } catch (InvocationTargetException thrown) {
        if (!WildArguments.isSentence(thrown.getCause())) {
          bare.putIfAbsent(
              function.getName(), text(function, self, given, thrown.getCause()));
        }
      }
    }
  }

  private static Object self(Method function, WildArguments arguments) {
    Class<?> owner = function.getDeclaringClass();
    if (owner == Shape.class || owner == Key.class) {
      Object self = null;
      while (self == null) {
        self = arguments.of(owner);
      }
      return self;
    }
    return arguments.tensor();
  }

  private static String text(Method function, Object self, Object[] given, Throwable cause) {
    String at =
        Arrays.stream(cause.getStackTrace())
            .limit(3)
            .map(StackTraceElement::toString)
            .reduce("", (a, b) -> a + " < " + b);
    return "%s on %s of %s: %s at %s"
        .formatted(function.getName(), self, Arrays.deepToString(given), cause, at)
        .replaceAll("\\s+", " ");
  }
}
