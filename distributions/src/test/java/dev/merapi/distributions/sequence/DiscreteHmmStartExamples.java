package dev.merapi.distributions.sequence;

import static dev.merapi.distributions.Distributions.discreteHmm;
import static dev.merapi.distributions.Distributions.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Which state the first observation is of. */
class DiscreteHmmStartExamples {
  private static final double[] INITIAL = {0.9, 0.1};
  private static final double[][] NEXT = {{0.7, 0.3}, {0.2, 0.8}};
  private static final double[] DATA = {0.5, -1};
  private static final double NO = Double.NEGATIVE_INFINITY;

  private final Distribution observation = normal(Tensor.of(0, 2), 1);
  private final Tensor initial = Tensor.of(INITIAL).log();
  private final Tensor next = Tensor.of(NEXT).log();
  private final Tensor data = Tensor.of(DATA);

  private static double seen(double y, int state) {
    return Math.exp(normal(2 * state, 1).logProb(Tensor.scalar(y)).item());
  }

  /** Σ over states of initial(z₀) (next(z₁|z₀))ˢ p(y₁|·) next p(y₂|·), s = 1 or 0. */
  private static double byHand(boolean moves) {
    double sum = 0;
    for (int z0 = 0; z0 < 2; z0++) {
      for (int z1 = 0; z1 < 2; z1++) {
        for (int z2 = 0; z2 < 2; z2++) {
          double first = moves ? NEXT[z0][z1] : z0 == z1 ? 1 : 0;
          sum += INITIAL[z0] * first * seen(DATA[0], z1) * NEXT[z1][z2] * seen(DATA[1], z2);
        }
      }
    }
    return Math.log(sum);
  }

  @Test
  void thereIsATransitionBeforeTheFirstObservation() {
    assertEquals(
        byHand(true), discreteHmm(initial, next, observation, 2).logProb(data).item(), 1e-12);
  }

  @Test
  void anIdentityInFrontTakesItAway() {
    Tensor identity = Tensor.of(new double[][] {{0, NO}, {NO, 0}});
    Tensor transitions = Tensor.stack(0, identity, next);
    assertEquals(
        byHand(false),
        discreteHmm(initial, transitions, observation, 2).logProb(data).item(),
        1e-12);
  }
}
