package dev.merapi.laws.wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.merapi.effects.check.Finding;
import dev.merapi.effects.handler.Expansion;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.infer.chain.ChainState;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.laws.surface.Surface;
import dev.merapi.tensor.Operation;
import dev.merapi.tensor.Symbolic;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every public function answers whatever it is given, or refuses it in a sentence: nulls, nothing,
 * negative and absurd sizes, numbers that are none. Ordinary calls end within two seconds of the
 * thread's time, and what is asked to do more soon after an interrupt.
 */
class WildCallLaws {
  private static final double NULLS = 0.02;
  private static final long LONG = 2_000_000_000L;

  /** Fifty calls for each round: -Dmerapi.wild.rounds=2000 makes a hundred thousand. */
  private static final int ROUNDS = Integer.getInteger("merapi.wild.rounds", 1000);

  private static final Duration MOST = Duration.ofMinutes(10);

  /** What users write and the library calls, mostly functions without a body to ask in. */
  private static final Set<Class<?>> GIVEN =
      Set.of(
          InitStrategy.class, Expansion.class, Replacement.class, ChainState.class, Finding.class);

  /** Wild programs are warned of a thousand times. */
  private static final Logger WARNINGS = Logger.getLogger("dev.merapi");

  private final Map<String, String> faults = new TreeMap<>();
  private int answered;
  private int refused;

  @BeforeAll
  static void silence() {
    WARNINGS.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    WARNINGS.setLevel(null);
  }

  @Test
  void tensors() {
    calls(Seeds.numbers(), name -> name.startsWith("dev.merapi.tensor"), 25 * ROUNDS);
  }

  @Test
  void distributions() {
    calls(Seeds.numbers(), name -> name.startsWith("dev.merapi.distributions"), 15 * ROUNDS);
  }

  @Test
  void programs() {
    calls(Seeds.all(), name -> name.matches("dev.merapi.(effects|infer|report)[.].*"), 10 * ROUNDS);
  }

  private void calls(List<Object> seeds, Predicate<String> types, int count) {
    List<? extends Executable> functions =
        Surface.functions(types)
            .filter(Calls::isFree)
            .filter(WildCallLaws::isForUsers)
            .sorted(Comparator.comparing(Executable::toGenericString))
            .toList();
    functions.forEach(function -> function.setAccessible(true));
    assertTimeoutPreemptively(
        MOST,
        () -> {
          try (Patience patience = new Patience()) {
            new Calls(new Pool(Long.getLong("merapi.wild", 1), NULLS, seeds), patience)
                .run(functions, count, this::watch);
          }
        });
    System.out.printf(
        "%d functions, %d calls answered, %d refused%n", functions.size(), answered, refused);
    assertEquals("", String.join("\n", faults.values()), faults.size() + " places");
  }

  /**
   * Nodes of graphs and the rules of their operations are made by operations; a kernel of another
   * state does not compile.
   */
  private static boolean isForUsers(Executable function) {
    Class<?> owner = function.getDeclaringClass();
    return Modifier.isPublic(function.getModifiers())
        && !GIVEN.contains(owner)
        && Arrays.stream(function.getGenericParameterTypes()).noneMatch(WildCallLaws::isOfOneState)
        && !(owner == Operation.class && !function.getName().equals("on"))
        && !(owner == Symbolic.Apply.class && function instanceof Constructor);
  }

  /** Kernels on states of one type: the compiler refuses others, and their types are gone here. */
  private static boolean isOfOneState(Type type) {
    return type instanceof ParameterizedType generic
        && generic.getRawType() == Kernel.class
        && generic.getActualTypeArguments()[0] instanceof ParameterizedType;
  }

  private void watch(Answer answer) {
    if (answer.isBare()) {
      faults.putIfAbsent(answer.place(), answer.toString());
    } else if (answer.nanos() > LONG) {
      faults.putIfAbsent(answer.called().toString(), answer.nanos() / 1e9 + " s: " + answer);
    } else if (answer.isRefused()) {
      refused++;
    } else {
      answered++;
    }
  }
}
