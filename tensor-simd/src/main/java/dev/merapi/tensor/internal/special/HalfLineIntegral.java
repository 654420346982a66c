package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code int_0^inf f(s) ds} for smooth f that decays: the trapezoidal rule after {@code s = c
 * exp(pi/2 sinh u)}, whose error falls like exp(&minus;const/step) (Takahasi and Mori, Publ. RIMS 9
 * (1974) 721, eq. 4.3). The scale c should be about as wide as f; a factor of a thousand does no
 * harm.
 */
final class HalfLineIntegral {
  private static final double STEP = 0x1p-5;
  private static final double END = 5.0;
  private static final double NEGLIGIBLE = 0x1p-60;

  private HalfLineIntegral() {}

  /** The integral of f over (0, inf). */
  static double of(DoubleUnaryOperator f, double scale) {
    double sum = term(f, scale, 0.0);
    sum += side(f, scale, STEP, sum);
    sum += side(f, scale, -STEP, sum);
    return sum * STEP * scale;
  }

  /**
   * The terms on one side of u = 0, until eight in a row no longer count; zeros before the first
   * do.
   */
  private static double side(DoubleUnaryOperator f, double scale, double step, double start) {
    double sum = 0.0;
    int small = 0;
    for (double u = step; Math.abs(u) < END && small < 8; u += step) {
      double term = term(f, scale, u);
      sum += term;
      boolean counts = Math.abs(term) > NEGLIGIBLE * Math.abs(start + sum);
      boolean before = step < 0.0 && start + sum == 0.0;
      small = counts || before ? 0 : small + 1;
    }
    return sum;
  }

  private static double term(DoubleUnaryOperator f, double scale, double u) {
    double grow = ExpKernel.scalar(u);
    double shrink = 1.0 / grow;
    double s = ExpKernel.scalar(0.25 * Math.PI * (grow - shrink));
    double value = f.applyAsDouble(scale * s);
    return value == 0.0 ? 0.0 : value * s * 0.25 * Math.PI * (grow + shrink);
  }
}
