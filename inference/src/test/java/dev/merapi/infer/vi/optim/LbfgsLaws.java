package dev.merapi.infer.vi.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import org.junit.jupiter.api.Test;

/** L-BFGS finds minima that are known. */
class LbfgsLaws {
  /** Σ 100 (x₂ₖ₊₁ − x₂ₖ²)² + (1 − x₂ₖ)². */
  private static double rosenbrock(double[] x, double[] g) {
    double sum = 0;
    for (int i = 0; i < x.length; i += 2) {
      double a = 1 - x[i];
      double b = x[i + 1] - x[i] * x[i];
      sum += a * a + 100 * b * b;
      g[i] = -2 * a - 400 * b * x[i];
      g[i + 1] = 200 * b;
    }
    return sum;
  }

  @Test
  void theValleyOfRosenbrock() {
    double[] start = new double[20];
    for (int i = 0; i < 20; i++) {
      start[i] = i % 2 == 0 ? -1.2 : 1;
    }
    Lbfgs.Minimum found = new Lbfgs(10, 1e-14, 500).minimise(LbfgsLaws::rosenbrock, start);
    assertTrue(found.isDone());
    assertTrue(found.evaluations() < 120, found.evaluations() + " evaluations");
    for (double x : found.position()) {
      assertEquals(1, x, 1e-6);
    }
  }

  /** ½ Σ i⁴ x², with scales from 1 to 160,000: only curvature leads there. */
  @Test
  void scalesThatDiffer() {
    Lbfgs.Smooth bowl =
        (x, g) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            double scale = Math.pow(i + 1, 4);
            sum += scale * x[i] * x[i] / 2;
            g[i] = scale * x[i];
          }
          return sum;
        };
    double[] start = new double[20];
    java.util.Arrays.fill(start, 1);
    Lbfgs.Minimum found = new Lbfgs(20, 1e-12, 500).minimise(bowl, start);
    assertTrue(found.isDone());
    assertEquals(0, found.value(), 1e-10);
  }

  /** −ln x + x, which is not finite left of 0. */
  @Test
  void itStaysWhereTheFunctionIsFinite() {
    Lbfgs.Smooth barrier =
        (x, g) -> {
          g[0] = 1 - 1 / x[0];
          return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.NaN;
        };
    Lbfgs.Minimum found = new Lbfgs(5, 1e-14, 100).minimise(barrier, new double[] {30});
    assertEquals(1, found.position()[0], 1e-6);
    assertThrows(
        ArgumentException.class,
        () -> new Lbfgs(5, 1e-14, 100).minimise(barrier, new double[] {-1}));
  }
}
