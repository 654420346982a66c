package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.merapi.tensor.Key;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/**
 * The judges of fit refuse samples of slightly wrong laws, and their reference functions are right.
 */
class FitLaws {
  private static final int N = 50_000;

  @Test
  void aSampleOfAnotherLawIsRefused() {
    double[] z = new double[N];
    Draws.normal(Key.of(50), z, 0, N);
    assertThrows(
        AssertionFailedError.class, () -> Fit.continuous(z, x -> Reference.normalCdf(x - 0.03)));
    assertThrows(
        AssertionFailedError.class, () -> Fit.continuous(z, x -> Reference.normalCdf(x / 1.06)));
    double[] g = new double[N];
    Draws.gamma(Key.of(51), new double[] {2}, g, 0, N);
    assertThrows(
        AssertionFailedError.class, () -> Fit.continuous(g, x -> Reference.gammaCdf(2.05, x)));
    double[] k = new double[N];
    Draws.integer(Key.of(52), 10, k, 0, N);
    assertThrows(
        AssertionFailedError.class, () -> Fit.discrete(k, 10, i -> i == 3 ? 0.11 : 0.89 / 9));
    assertThrows(AssertionFailedError.class, () -> Fit.discrete(k, 9, i -> 1.0 / 9));
  }

  /** Φ(1), P(5/2, 3) and I_0.3(2, 7/2), by mpmath 1.3 at 30 digits. */
  @Test
  void referencesAreRight() {
    assertEquals(0.84134474606854295, Reference.normalCdf(1), 1e-14);
    assertEquals(0.6937810815867216, Reference.gammaCdf(2.5, 3), 1e-14);
    assertEquals(0.41170250234256478, Reference.betaCdf(2, 3.5, 0.3), 1e-14);
  }
}
