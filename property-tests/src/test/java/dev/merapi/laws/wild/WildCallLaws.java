package dev.merapi.laws.wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.merapi.laws.surface.Surface;
import dev.merapi.tensor.Operation;
import dev.merapi.tensor.Symbolic;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Every public function answers whatever it is given, or refuses it in a sentence: nulls, nothing,
 * negative and absurd sizes, numbers that are none. No call takes the thread a second.
 */
class WildCallLaws {
  private static final double NULLS = 0.02;
  private static final long SECOND = 1_000_000_000;
  private static final Duration MOST = Duration.ofMinutes(10);

  private final Map<String, String> faults = new TreeMap<>();
  private int answered;
  private int refused;

  @Test
  void tensors() {
    calls(name -> name.startsWith("dev.merapi.tensor"), 50_000);
  }

  @Test
  void distributions() {
    calls(name -> name.startsWith("dev.merapi.distributions"), 30_000);
  }

  private void calls(Predicate<String> types, int count) {
    List<? extends Executable> functions =
        Surface.functions(types)
            .filter(Calls::isFree)
            .filter(WildCallLaws::isForUsers)
            .sorted(Comparator.comparing(Executable::toGenericString))
            .toList();
    functions.forEach(function -> function.setAccessible(true));
    assertTimeoutPreemptively(
        MOST, () -> new Calls(new Pool(1, NULLS, Seeds.all())).run(functions, count, this::watch));
    System.out.printf(
        "%d functions, %d calls answered, %d refused%n", functions.size(), answered, refused);
    assertEquals("", String.join("\n", faults.values()), faults.size() + " places");
  }

  /** Nodes of graphs and the rules of their operations are made by operations. */
  private static boolean isForUsers(Executable function) {
    Class<?> owner = function.getDeclaringClass();
    return Modifier.isPublic(function.getModifiers())
        && !(owner == Operation.class && !function.getName().equals("on"))
        && !(owner == Symbolic.Apply.class && function instanceof Constructor);
  }

  private void watch(Answer answer) {
    if (answer.isBare()) {
      faults.putIfAbsent(answer.place(), answer.toString());
    } else if (answer.nanos() > SECOND) {
      faults.putIfAbsent(answer.called().toString(), answer.nanos() / 1e9 + " s: " + answer);
    } else if (answer.isRefused()) {
      refused++;
    } else {
      answered++;
    }
  }
}
