package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.SigmoidKernel;
import java.util.function.DoubleUnaryOperator;

/**
 * The beta distribution of t below x, by integrals over {@code s = logit x - logit t}, which
 * however small a and b ends in exponential tails.
 *
 * @param ofFirst the mean of ln(t/x), at most 0
 * @param ofSecond minus the mean of ln((1 - t)/(1 - x)), at most 0
 */
record BetaSide(double ofFirst, double ofSecond) {
  private static final double BEND = 2;

  /** Below x = 1/(1 + exp(-v)). */
  static BetaSide lower(double a, double b, double v) {
    double x = SigmoidKernel.scalar(v);
    double y = SigmoidKernel.scalar(-v);
    double scale = 1.0 / (Math.sqrt(a / (a + b) * b) + Math.abs(a * y - b * x));
    double knee = v - Math.max(0.0, LogKernel.scalar(a));
    double all = integral(s -> weight(a, b, x, y, s), knee, scale);
    double first = integral(s -> weight(a, b, x, y, s) * logFirst(x, y, s), knee, scale);
    double second = integral(s -> weight(a, b, x, y, s) * logFall(x, y, s), knee, scale);
    return new BetaSide(first / all, second / all);
  }

  /** In two parts where there is a bend far from 0: each part is smooth inside. */
  private static double integral(DoubleUnaryOperator f, double knee, double scale) {
    return knee < BEND
        ? HalfLineIntegral.of(f, scale)
        : SegmentIntegral.of(f, knee) + HalfLineIntegral.of(s -> f.applyAsDouble(knee + s), 1.0);
  }

  private static double weight(double a, double b, double x, double y, double s) {
    return ExpKernel.scalar(a * logFirst(x, y, s) - b * logFall(x, y, s));
  }

  /** ln(t/x) = -ln(x + y exp(s)) = -s - ln(y + x exp(-s)). */
  private static double logFirst(double x, double y, double s) {
    return s < 1.0
        ? -Log1pKernel.scalar(y * Expm1Kernel.scalar(s))
        : -s - LogKernel.scalar(y + x * ExpKernel.scalar(-s));
  }

  /** ln(y + x exp(-s)), minus which is ln((1 - t)/(1 - x)). */
  private static double logFall(double x, double y, double s) {
    return s < 1.0
        ? Log1pKernel.scalar(x * Expm1Kernel.scalar(-s))
        : LogKernel.scalar(y + x * ExpKernel.scalar(-s));
  }
}
