package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.DigammaKernel;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.NormalCdfKernel;
import dev.merapi.tensor.internal.kernel.SigmoidKernel;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The regularised incomplete beta function {@code I_x(a, b) = int_0^x t^(a-1) (1-t)^(b-1) dt / B(a,
 * b)}, its derivatives and inverse, for a, b &gt; 0 and 0 &le; x &le; 1; else NaN.
 *
 * <p>Value and density are those of Commons Numbers (Boost's algorithms; relative error about
 * 1e-14), and those of their limits for shapes from 1e16 on. The derivatives in a and b are
 * integrals (relative error 1e-12, growing to 1e-9 for a shape of 1e-4) of the integrand times
 * {@code log t - psi(a) + psi(a + b)}, taken on the side of x where that factor keeps its sign.
 */
public final class IncompleteBeta {
  private static final double LARGE = 1e16;
  private static final double SMALL = 0x1p-960;

  private IncompleteBeta() {}

  /** I_x(a, b). */
  public static double lower(double x, double a, double b) {
    if (!valid(x, a, b)) {
      return Double.NaN;
    }
    if (Math.min(a, b) < SMALL) {
      return small(x, a, b, true);
    }
    if (Math.max(a, b) >= LARGE) {
      return limit(x, a, b, 1);
    }
    try {
      return RegularizedBeta.value(x, a, b);
    } catch (ArithmeticException slow) {
      return limit(x, a, b, 1);
    }
  }

  /** 1 - I_x(a, b) = I_(1-x)(b, a), without the subtraction. */
  public static double upper(double x, double a, double b) {
    if (!valid(x, a, b)) {
      return Double.NaN;
    }
    if (Math.min(a, b) < SMALL) {
      return small(x, a, b, false);
    }
    if (Math.max(a, b) >= LARGE) {
      return limit(x, a, b, -1);
    }
    try {
      return RegularizedBeta.complement(x, a, b);
    } catch (ArithmeticException slow) {
      return limit(x, a, b, -1);
    }
  }

  /**
   * I or its complement where a shape is so small that its reciprocal overflows. As a goes to 0, 1
   * - I is proportional to it; as both do, I depends on their ratio alone.
   */
  private static double small(double x, double a, double b, boolean lower) {
    if (Math.max(a, b) < SMALL * 0x1p80) {
      return lower ? lower(x, a * 0x1p200, b * 0x1p200) : upper(x, a * 0x1p200, b * 0x1p200);
    }
    double part =
        a < b
            ? upper(x, SMALL, b) * (a * 0x1p200 / (SMALL * 0x1p200))
            : lower(x, a, SMALL) * (b * 0x1p200 / (SMALL * 0x1p200));
    return lower == a > b ? part : 1 - part;
  }

  /** dI/dx = x^(a-1) (1-x)^(b-1) / B(a, b), the density of the beta distribution. */
  public static double density(double x, double a, double b) {
    return valid(x, a, b) ? RegularizedBeta.derivative(x, a, b) : Double.NaN;
  }

  /** dI/da. */
  public static double byFirst(double x, double a, double b) {
    return valid(x, a, b) ? byFirst(x, 1.0 - x, a, b) : Double.NaN;
  }

  /** dI/db: I_x(a, b) = 1 - I_(1-x)(b, a), so minus the other derivative there. */
  public static double bySecond(double x, double a, double b) {
    return valid(x, a, b) ? -byFirst(1.0 - x, x, b, a) : Double.NaN;
  }

  /**
   * I or, for side -1, its complement, where the greater shape is beyond {@link #LARGE}: a normal
   * law if both are large, else a gamma law of the smaller one (with b large, b &middot; -log(1-t)
   * has the gamma law of shape a), whose errors are of the order of the ratio of the shapes.
   */
  private static double limit(double x, double a, double b, int side) {
    if (Math.min(a, b) >= 1e8) {
      double mean = 1 / (1 + b / a);
      double deviation = Math.sqrt(mean / (1 + a / b) / (a + b));
      return NormalCdfKernel.scalar(side * (x - mean) / deviation);
    }
    boolean lower = b > a == side > 0;
    double shape = Math.min(a, b);
    double rest = b > a ? Log1pKernel.scalar(-x) : LogKernel.scalar(x);
    double scaled = Math.min(-rest * Math.max(a, b), Double.MAX_VALUE);
    return lower ? IncompleteGamma.lower(shape, scaled) : IncompleteGamma.upper(shape, scaled);
  }

  private static double byFirst(double x, double y, double a, double b) {
    double front = x * y * RegularizedBeta.derivative(x, a, b);
    if (front == 0.0 || x == 0.0 || y == 0.0) {
      return 0.0;
    }
    double centre = DigammaKernel.scalar(a) - DigammaKernel.scalar(a + b);
    double log = LogKernel.scalar(x);
    double scale = 1.0 / (Math.sqrt(a * b / (a + b)) + Math.abs(a * y - b * x));
    // With s = |logit t - logit x|, the logarithms of t/x and (1-t)/(1-x) are those of weighted
    // means
    // of 1 and exp(-s) or exp(s); both ends are exponential tails, however small a and b.
    return log < centre
        ? front
            * HalfLineIntegral.of(
                s -> weigh(a, -logRise(y, x, s), b, -logFall(x, s), log - centre), scale)
        : -front
            * HalfLineIntegral.of(
                s -> weigh(a, -logFall(y, s), b, -logRise(x, y, s), log - centre), scale);
  }

  /** log(1 - w + w exp(-s)). */
  private static double logFall(double w, double s) {
    return Log1pKernel.scalar(w * Expm1Kernel.scalar(-s));
  }

  /** log(v + w exp(s)) with v = 1 - w, which is s + log(w + v exp(-s)) and so never overflows. */
  private static double logRise(double w, double v, double s) {
    return s < 1.0 ? Log1pKernel.scalar(w * Expm1Kernel.scalar(s)) : s + logFall(v, s);
  }

  private static double weigh(double a, double ratio, double b, double rest, double offset) {
    double weight = ExpKernel.scalar(a * ratio + b * rest);
    return weight == 0.0 ? 0.0 : weight * (offset + ratio);
  }

  /** The x with I_x(a, b) = p. */
  public static double inverse(double p, double a, double b) {
    if (!(a > 0.0 && b > 0.0 && p >= 0.0 && p <= 1.0)) {
      return Double.NaN;
    }
    if (p == 0.0 || p == 1.0) {
      return p;
    }
    double fromBelow = LogKernel.scalar(p);
    double fromAbove = Log1pKernel.scalar(-p);
    return SigmoidKernel.scalar(LogIncompleteBeta.inverse(a, b, fromBelow, fromAbove));
  }

  private static boolean valid(double x, double a, double b) {
    return a > 0.0 && b > 0.0 && a + b < Double.POSITIVE_INFINITY && x >= 0.0 && x <= 1.0;
  }
}
