package dev.merapi.infer.internal.centring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CurvatureLaws {
  private static final int N = 4000;

  private static double[] curvature(double unit, boolean funnel) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] draws = new double[N][];
    double[][] gradients = new double[N][];
    for (int i = 0; i < N; i++) {
      double v = 1.5 * random.nextGaussian();
      double x = random.nextGaussian();
      double scale = funnel ? Math.exp(v / 2) : 1;
      draws[i] = new double[] {v * unit, x * scale * unit};
      gradients[i] =
          new double[] {(-v / 2.25 + (funnel ? (x * x - 1) / 2 : 0)) / unit, -x / scale / unit};
    }
    return new Curvature(draws, gradients).byCoordinate();
  }

  /** Independent normal coordinates have none, in any units. */
  @Test
  void normalIsZero() {
    assertArrayEquals(new double[2], curvature(1, false), 1e-9);
    assertArrayEquals(curvature(1, true), curvature(1e-6, true), 1e-9);
  }

  /** var x = E eᵛ = e^(9/8) for v ~ N(0, 1.5²), and so is var g; var gᵥ = 4/9 + ½. */
  @Test
  void funnelHasItsOwn() {
    double[] found = curvature(1, true);
    assertArrayEquals(new double[] {Math.log(2.25 * (1 / 2.25 + 0.5)), 2.25}, found, 0.35);
    assertTrue(found[1] > 1.5);
  }
}
