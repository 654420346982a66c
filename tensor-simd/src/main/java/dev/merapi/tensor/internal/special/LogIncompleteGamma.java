package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.DigammaKernel;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;
import dev.merapi.tensor.internal.kernel.LgammaKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * {@code ln P(a, x)} and {@code ln Q(a, x)} of the regularised incomplete gamma functions, their
 * derivatives in a and their inverses, for a &gt; 0 and x &ge; 0; else NaN.
 *
 * <p>Where the function is a number it is that of {@link IncompleteGamma}, and where it is near 1
 * the other one is subtracted from 1. Where it underflows, P is the power series {@code x^a exp(-x)
 * / Gamma(a + 1) sum x^n / (a + 1)_n} and Q the continued fraction (NIST handbook 8.7.1 and 8.9.2),
 * with the power in Stirling's form, so that large terms cancel by algebra. Relative error of the
 * logarithm below 1e-13.
 */
public final class LogIncompleteGamma {
  /** Below this a function loses digits as it underflows. */
  static final double LOST = 1e-290;

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final int TERMS = 1_000_000;

  private LogIncompleteGamma() {}

  /** ln P(a, x). */
  public static double lower(double a, double x) {
    double p = IncompleteGamma.lower(a, x);
    if (p > 0.5) {
      return Log1pKernel.scalar(-IncompleteGamma.upper(a, x));
    }
    if (!(p <= LOST) || x == 0) {
      return LogKernel.scalar(p);
    }
    if (a >= LargeShape.LARGE) {
      return LargeShape.logTail(a, x, 1);
    }
    return front(a, x) - LogKernel.scalar(a) + LogKernel.scalar(series(a, x));
  }

  /** ln Q(a, x). */
  public static double upper(double a, double x) {
    double q = IncompleteGamma.upper(a, x);
    if (q > 0.5) {
      return Log1pKernel.scalar(-IncompleteGamma.lower(a, x));
    }
    if (!(q <= LOST) || x == Double.POSITIVE_INFINITY) {
      return LogKernel.scalar(q);
    }
    if (a >= LargeShape.LARGE) {
      return LargeShape.logTail(a, x, -1);
    }
    return front(a, x) + LogKernel.scalar(fraction(a, x));
  }

  /** ln(x^a exp(-x) / Gamma(a)). */
  private static double front(double a, double x) {
    if (a < Stirling.LARGE) {
      return a * LogKernel.scalar(x) - x - LgammaKernel.scalar(a);
    }
    double power = a * Stirling.excess(x / a, (x - a) / a);
    return 0.5 * LogKernel.scalar(a) - HALF_LOG_TWO_PI - Stirling.remainder(a) - power;
  }

  private static double series(double a, double x) {
    double term = 1;
    double sum = 1;
    for (int n = 1; n < TERMS && term > 0x1p-54 * sum; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  /** Q over the front, by Lentz's method. */
  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = Double.MAX_VALUE;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < TERMS; n++) {
      double numerator = -n * (n - a);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      double factor = d * c;
      h *= factor;
      if (Math.abs(factor - 1) <= 0x1p-53) {
        break;
      }
    }
    return h;
  }

  /** d ln P / da. */
  public static double lowerByShape(double a, double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return x >= 0 ? 0 : Double.NaN;
    }
    double psi = DigammaKernel.scalar(a);
    double log = LogKernel.scalar(x);
    if (log >= psi) {
      return IncompleteGamma.lowerByShape(a, x) / IncompleteGamma.lower(a, x);
    }
    double scale = 1.0 / (Math.sqrt(a) + Math.abs(a - x));
    double all = HalfLineIntegral.of(s -> ExpKernel.scalar(falling(a, x, s)), scale);
    double part = HalfLineIntegral.of(s -> s * ExpKernel.scalar(falling(a, x, s)), scale);
    return log - psi - part / all;
  }

  /** The exponent of the integrand of P at x exp(-s), over that at x. */
  private static double falling(double a, double x, double s) {
    return -a * s - x * Expm1Kernel.scalar(-s);
  }

  /** d ln Q / da. */
  public static double upperByShape(double a, double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return x >= 0 ? 0 : Double.NaN;
    }
    double psi = DigammaKernel.scalar(a);
    double log = LogKernel.scalar(x);
    if (log < psi) {
      return -IncompleteGamma.lowerByShape(a, x) / IncompleteGamma.upper(a, x);
    }
    double scale = x / (Math.sqrt(a) + Math.abs(a - x));
    double all = HalfLineIntegral.of(r -> ExpKernel.scalar(rising(a, x, r)), scale);
    double part =
        HalfLineIntegral.of(
            r -> {
              double weight = ExpKernel.scalar(rising(a, x, r));
              return weight == 0 ? 0 : weight * Log1pKernel.scalar(r / x);
            },
            scale);
    return log - psi + part / all;
  }

  /** The exponent of the integrand of Q at x + r, over that at x. */
  private static double rising(double a, double x, double r) {
    return (a - 1) * Log1pKernel.scalar(r / x) - r;
  }

  /** The ln x with ln P(a, x) = log. */
  public static double inverseLower(double a, double log) {
    return inverse(a, log, log1mExp(log));
  }

  /** The ln x with ln Q(a, x) = log. */
  public static double inverseUpper(double a, double log) {
    return inverse(a, log1mExp(log), log);
  }

  /**
   * Newton's method in v = ln x on ln P or ln Q, whichever is smaller: both are concave in v. For
   * tiny x the first term of the series is all there is.
   */
  private static double inverse(double a, double p, double q) {
    if (!(a > 0 && p <= 0 && q <= 0)) {
      return Double.NaN;
    }
    if (p == Double.NEGATIVE_INFINITY || q == Double.NEGATIVE_INFINITY) {
      return p == Double.NEGATIVE_INFINITY ? p : Double.POSITIVE_INFINITY;
    }
    double first = (p + LgammaKernel.scalar(a + 1)) / a;
    if (first < -40) {
      return first;
    }
    if (p <= q) {
      return MonotoneRoot.of(
          v -> lower(a, ExpKernel.scalar(v)) - p,
          v -> slope(a, v, lower(a, ExpKernel.scalar(v))),
          Math.min(first, LogKernel.scalar(a)));
    }
    return -MonotoneRoot.of(
        v -> upper(a, ExpKernel.scalar(-v)) - q,
        v -> slope(a, -v, upper(a, ExpKernel.scalar(-v))),
        -LogKernel.scalar(a - q));
  }

  private static double slope(double a, double v, double tail) {
    return ExpKernel.scalar(front(a, ExpKernel.scalar(v)) - tail);
  }

  /** ln(1 - exp(x)). */
  static double log1mExp(double x) {
    return x > -0.6931471805599453
        ? LogKernel.scalar(-Expm1Kernel.scalar(x))
        : Log1pKernel.scalar(-ExpKernel.scalar(x));
  }
}
