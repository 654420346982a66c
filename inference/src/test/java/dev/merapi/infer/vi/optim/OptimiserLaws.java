package dev.merapi.infer.vi.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of optimisers as their papers define them. */
class OptimiserLaws {
  private static final List<Coordinate> TWO =
      List.of(
          new Coordinate("a", Shape.of(1), Shape.of(1), 0),
          new Coordinate("b", Shape.of(1), Shape.of(1), 1));

  /** The steps for the gradients (1, −2), (3, 0.5). */
  private static double[][] steps(Optimiser optimiser) {
    Rule rule = optimiser.on(TWO);
    double[] memory = new double[rule.memory() + 3];
    double[][] directions = {{1, -2}, {3, 0.5}};
    double[] position = {10, 20};
    for (int t = 0; t < 2; t++) {
      rule.apply(t + 1, position, directions[t], memory, 3);
    }
    assertArrayEquals(new double[] {10, 20}, position);
    assertArrayEquals(new double[3], new double[] {memory[0], memory[1], memory[2]});
    return directions;
  }

  private static void assertSteps(Optimiser optimiser, double... wanted) {
    double[][] found = steps(optimiser);
    assertArrayEquals(
        wanted, new double[] {found[0][0], found[0][1], found[1][0], found[1][1]}, 1e-9);
  }

  @Test
  void byHand() {
    assertSteps(Optimiser.sgd(0.1), 0.1, -0.2, 0.3, 0.05);
    assertSteps(Optimiser.momentum(0.1, 0.5), 0.1, -0.2, 0.35, -0.05);
    assertSteps(Optimiser.adaGrad(0.1), 0.1, -0.1, 0.3 / Math.sqrt(10), 0.05 / Math.sqrt(4.25));
    double v0 = 0.99 * 0.01 + 0.01 * 9;
    double v1 = 0.99 * 0.04 + 0.01 * 0.25;
    assertSteps(
        Optimiser.rmsProp(0.1),
        0.1 / (0.1 + 1e-8),
        -0.2 / (0.2 + 1e-8),
        0.3 / (Math.sqrt(v0) + 1e-8),
        0.05 / (Math.sqrt(v1) + 1e-8));
    double m0 = (0.9 * 0.1 + 0.1 * 3) / (1 - 0.81);
    double m1 = (0.9 * -0.2 + 0.1 * 0.5) / (1 - 0.81);
    double s0 = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.999 * 0.999);
    double s1 = (0.999 * 0.004 + 0.001 * 0.25) / (1 - 0.999 * 0.999);
    double[] adam = {
      0.1, -0.1, 0.1 * m0 / (Math.sqrt(s0) + 1e-8), 0.1 * m1 / (Math.sqrt(s1) + 1e-8)
    };
    assertSteps(Optimiser.adam(0.1), adam);
    assertSteps(
        Optimiser.adamW(0.1, 0.01), adam[0] + 0.01, adam[1] + 0.02, adam[2] + 0.01, adam[3] + 0.02);
  }

  @Test
  void composed() {
    assertSteps(Optimiser.clip(1.5).then(Optimiser.sgd(1)), 1, -1.5, 1.5, 0.5);
    double norm = Math.sqrt(5);
    assertSteps(
        Optimiser.clipNorm(1).then(Optimiser.sgd(1)),
        1 / norm,
        -2 / norm,
        3 / Math.sqrt(9.25),
        0.5 / Math.sqrt(9.25));
    assertSteps(Optimiser.weightDecay(0.1).then(Optimiser.sgd(1)), 2, 0, 4, 2.5);
    assertSteps(Optimiser.scaled(Schedule.exponential(1, 0.25, 2)), 0.5, -1, 0.75, 0.125);
    double[][] adam = steps(Optimiser.adam(0.1));
    assertSteps(
        Optimiser.byName(name -> name.equals("a") ? Optimiser.adam(0.1) : Optimiser.sgd(1)),
        adam[0][0],
        -2,
        adam[1][0],
        0.5);
  }

  @Test
  void schedules() {
    assertEquals(0.5, Schedule.cosine(1, 10).at(5), 1e-12);
    assertEquals(0, Schedule.cosine(1, 10).at(11));
    assertEquals(1 / Math.sqrt(2), Schedule.inverseRoot(1, 8).at(8), 1e-12);
    assertEquals(0.3, Schedule.constant(1).warmUp(10).at(3), 1e-12);
    assertEquals(1, Schedule.constant(1).warmUp(10).at(30), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e9, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesThatCannotBeMeant(double rate) {
    ArgumentException refused = assertThrows(ArgumentException.class, () -> Optimiser.adam(rate));
    assertTrue(refused.getMessage().contains("learning rate is " + rate), refused.getMessage());
    assertThrows(ArgumentException.class, () -> Optimiser.sgd(rate));
  }
}
