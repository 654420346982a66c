package dev.merapi.infer.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

final class DualAveragingLaws {
  /** If acceptance falls with the step size as 1/(1 + ε/c), the average settles where it is δ. */
  @Property(tries = 100)
  void findsTheStepSizeOfItsTarget(
      @ForAll @DoubleRange(min = 0.5, max = 0.95) double target,
      @ForAll @DoubleRange(min = 0.01, max = 10) double scale,
      @ForAll @DoubleRange(min = 0.1, max = 10) double factor) {
    double solution = scale * (1 / target - 1);
    DualAveraging state = DualAveraging.from(solution * factor);
    for (int i = 0; i < 3000; i++) {
      state = state.update(target, 1 / (1 + state.stepSize() / scale));
    }
    assertEquals(target, 1 / (1 + state.average() / scale), 0.02);
  }

  /** The first update by hand: α = 0.3, δ = 0.8, ε₀ = 1: s̄ = 0.5/11, log ε₁ = log 10 − 20 s̄. */
  @Example
  void theFirstUpdate() {
    DualAveraging state = DualAveraging.from(1).update(0.8, 0.3);
    assertEquals(0.5 / 11, state.error(), 1e-15);
    assertEquals(Math.log(10) - 20 * 0.5 / 11, state.logStepSize(), 1e-14);
    assertEquals(state.logStepSize(), state.logAverage(), 1e-14);
  }

  /** The second, with α = 1: s̄₂ = 11/12 s̄₁ − 0.2/12; the average has weight 2^−0.75. */
  @Example
  void theSecondUpdate() {
    DualAveraging first = DualAveraging.from(1).update(0.8, 0.3);
    DualAveraging second = first.update(0.8, 1);
    double error = 0.5 / 12 - 0.2 / 12;
    double log = Math.log(10) - error * Math.sqrt(2) / 0.05;
    double weight = Math.pow(2, -0.75);
    assertEquals(error, second.error(), 1e-15);
    assertEquals(log, second.logStepSize(), 1e-14);
    assertEquals(weight * log + (1 - weight) * first.logAverage(), second.logAverage(), 1e-14);
  }

  /** Before any update both step sizes are the one it began with. */
  @Property
  void beginsWhereItWasTold(@ForAll @DoubleRange(min = 1e-6, max = 1e6) @Scale(6) double stepSize) {
    assertEquals(stepSize, DualAveraging.from(stepSize).stepSize(), 1e-12 * stepSize);
    assertEquals(stepSize, DualAveraging.from(stepSize).average(), 1e-12 * stepSize);
  }
}
