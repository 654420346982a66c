package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.SigmoidKernel;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code int_0^c f(s) ds} for f that is smooth inside: the trapezoidal rule after {@code s = c
 * sigmoid(pi sinh u)}, which clusters at both ends (Takahasi and Mori, Publ. RIMS 9 (1974) 721, eq.
 * 3.1).
 */
final class SegmentIntegral {
  private static final double STEP = 0x1p-6;
  private static final int POINTS = 250;

  private SegmentIntegral() {}

  /** The integral of f over (0, c). */
  static double of(DoubleUnaryOperator f, double c) {
    double sum = 0;
    for (int i = -POINTS; i <= POINTS; i++) {
      double grow = ExpKernel.scalar(i * STEP);
      double shrink = 1 / grow;
      double at = 0.5 * Math.PI * (grow - shrink);
      double share = SigmoidKernel.scalar(at);
      double weight = share * SigmoidKernel.scalar(-at) * (grow + shrink);
      sum += weight == 0 ? 0 : f.applyAsDouble(c * share) * weight;
    }
    return sum * STEP * 0.5 * Math.PI * c;
  }
}
