package dev.merapi.laws.wild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Distributions with wild and moderate parameters, all of the registry: each is refused, or has a
 * density that is a number wherever a value is in its support, and draws that it gives a density.
 */
class WildDensityLaws {
  private static final int ROUNDS = 60;

  /** Beyond its reciprocal draws overflow, and below it they underflow. */
  private static final double LEAST = 1e-30;

  /** The same for arrays, whose numbers are multiplied with each other. */
  private static final double NARROW = 1e-6;

  /** Beyond its reciprocal the logarithm of the gamma function overflows. */
  private static final double END = 1e-300;

  private static final Shape DRAWS = Shape.of(3);

  private final Map<String, String> faults = new TreeMap<>();
  private boolean moderate;
  private int refused;
  private int densities;
  private int draws;

  @Test
  void aDensityIsANumberAndDrawsHaveOne() {
    Random random = new Random(5);
    for (Specimen specimen : Specimens.all()) {
      for (int i = 0; i < ROUNDS; i++) {
        check(specimen, random, i);
      }
    }
    System.out.printf("%d refused, %d draws, %d densities%n", refused, draws, densities);
    assertEquals("", String.join("\n", faults.values()), faults.size() + " distributions");
  }

  private void check(Specimen specimen, Random random, int round) {
    List<Tensor> parameters = parameters(specimen, random);
    if (!within(parameters, END)) {
      return;
    }
    boolean plain = specimen.distribution().eventDim() == 0;
    moderate = within(parameters, plain ? LEAST : NARROW) && (plain || isFarFromWhole(parameters));
    String what = specimen.name() + " of " + Text.of(parameters);
    try {
      Distribution distribution = specimen.builder().apply(parameters);
      Tensor value = distribution.sample(Key.of(round), DRAWS);
      draws++;
      dense(what + ", drawn " + Text.of(value), distribution, value, true);
      for (int i = 0; i < 3; i++) {
        Tensor any = new Numbers(random).tensor(distribution.shape(Shape.SCALAR));
        dense(what + " at " + Text.of(any), distribution, any, false);
      }
    } catch (MerapiException sentence) {
      refused++;
    } catch (RuntimeException bare) {
      faults.putIfAbsent(specimen.name(), what + ": " + bare);
    }
  }

  /** Those of the specimen, of which one has wild numbers. */
  private static List<Tensor> parameters(Specimen specimen, Random random) {
    List<Tensor> parameters = new ArrayList<>(specimen.parameters());
    if (!parameters.isEmpty()) {
      int which = random.nextInt(parameters.size());
      double[] numbers = parameters.get(which).toArray();
      boolean all = random.nextBoolean();
      double wild = new Numbers(random).number();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = all || random.nextBoolean() ? wild : numbers[i];
      }
      parameters.set(which, Tensor.of(numbers, parameters.get(which).shape()));
    }
    return parameters;
  }

  /** Whether no number is a rounding away from a whole one, where matrices become singular. */
  private static boolean isFarFromWhole(List<Tensor> parameters) {
    return parameters.stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.toArray()))
        .map(x -> Math.abs(x - Math.rint(x)))
        .allMatch(x -> x == 0 || x > NARROW);
  }

  private static boolean within(List<Tensor> parameters, double least) {
    return parameters.stream()
        .flatMapToDouble(parameter -> Arrays.stream(parameter.toArray()).map(Math::abs))
        .allMatch(x -> x == 0 || !Double.isFinite(x) || (x > least && x < 1 / least));
  }

  private void dense(String what, Distribution distribution, Tensor value, boolean drawn) {
    Dense inside = distribution.support().check(value).dense();
    if (!drawn && inside.shape().count() > 0 && inside.min().item() == 0) {
      return;
    }
    Dense density = distribution.logProb(value).dense();
    densities++;
    for (double log : density.toArray()) {
      boolean impossible =
          drawn && moderate && log == Double.NEGATIVE_INFINITY && !(distribution instanceof Masked);
      if (Double.isNaN(log) || impossible) {
        faults.putIfAbsent(
            what.substring(0, what.indexOf(' ')), what + " has the log-density " + log);
      }
    }
  }
}
