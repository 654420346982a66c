package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The factories are those that are written down: their names, parameters and results. */
class FactoriesGolden {

  @Test
  void theSignaturesAreThoseWrittenDown() throws IOException {
    String found =
        factories()
            .map(method -> signature(method, all()))
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining("\n", "", "\n"));
    try (var file = FactoriesGolden.class.getResourceAsStream("factories.txt")) {
      String expected =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, found);
    }
  }

  /** Where a number may stand for one tensor, it may for every mix of those that allow it. */
  @Test
  void everyMixOfNumbersAndTensorsIsThere() {
    List<Method> all = all();
    factories()
        .forEach(
            method -> {
              long numbers =
                  Stream.of(signature(method, all).split("[(), ]+")).filter("N"::equals).count();
              long mixes = all.stream().filter(other -> isMixOf(method, other)).count();
              assertEquals(1L << numbers, mixes, method::toString);
            });
  }

  private static List<Method> all() {
    return Stream.of(Distributions.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  /** Those without numbers in the place of tensors. */
  private static Stream<Method> factories() {
    return all().stream()
        .filter(
            method ->
                Arrays.stream(method.getParameterTypes()).noneMatch(FactoriesGolden::isNumber));
  }

  private static boolean isNumber(Class<?> type) {
    return type == double.class || type == double[].class;
  }

  /** N for a tensor or a number, D for a vector that may be listed, else the type. */
  private static String signature(Method method, List<Method> all) {
    Class<?>[] types = method.getParameterTypes();
    String parameters =
        IntStream.range(0, types.length)
            .mapToObj(
                i ->
                    all.stream()
                        .filter(other -> isMixOf(method, other))
                        .filter(other -> other.getParameterTypes()[i] == double.class)
                        .findAny()
                        .map(_ -> "N")
                        .orElse(isListed(method, i, all) ? "D" : types[i].getSimpleName()))
            .collect(Collectors.joining(", "));
    return "%s(%s): %s"
        .formatted(method.getName(), parameters, method.getReturnType().getSimpleName());
  }

  private static boolean isListed(Method method, int i, List<Method> all) {
    return all.stream()
        .filter(other -> other.getName().equals(method.getName()))
        .filter(other -> other.getParameterCount() == method.getParameterCount())
        .anyMatch(other -> other.getParameterTypes()[i] == double[].class);
  }

  private static boolean isMixOf(Method tensors, Method other) {
    Class<?>[] a = tensors.getParameterTypes();
    Class<?>[] b = other.getParameterTypes();
    return tensors.getName().equals(other.getName())
        && a.length == b.length
        && IntStream.range(0, a.length)
            .allMatch(i -> a[i] == b[i] || (a[i] == Tensor.class && b[i] == double.class));
  }
}
