package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.DigammaKernel;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Expm1Kernel;
import dev.merapi.tensor.internal.kernel.LgammaKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.NormalIcdfKernel;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The regularised incomplete gamma functions {@code P(a, x) = int_0^x t^(a-1) exp(-t) dt /
 * Gamma(a)} and Q = 1 &minus; P, their derivatives and inverses, for a &gt; 0 and x &ge; 0; else
 * NaN.
 *
 * <p>P, Q and the density are those of Commons Numbers (Boost's algorithms; relative error about
 * 1e-15), P and Q for a very large shape those of {@link LargeShape}. The derivative in a is an
 * integral (relative error 1e-12): {@code dP/da = int_0^x t^(a-1) exp(-t) (log t - psi(a)) dt /
 * Gamma(a)}, and minus the same from x on. Its integrand changes sign once, at t = exp(psi(a)); on
 * the side of x away from there nothing cancels.
 */
public final class IncompleteGamma {
  private IncompleteGamma() {}

  /** P(a, x). */
  public static double lower(double a, double x) {
    if (!valid(a, x)) {
      return Double.NaN;
    }
    return a < LargeShape.LARGE ? RegularizedGamma.P.value(a, x) : LargeShape.lower(a, x);
  }

  /** Q(a, x) = 1 - P(a, x), without the subtraction. */
  public static double upper(double a, double x) {
    if (!valid(a, x)) {
      return Double.NaN;
    }
    return a < LargeShape.LARGE ? RegularizedGamma.Q.value(a, x) : LargeShape.upper(a, x);
  }

  /** dP/dx = x^(a-1) exp(-x) / Gamma(a), the density of the gamma distribution. */
  public static double density(double a, double x) {
    return valid(a, x) ? RegularizedGamma.P.derivative(a, x) : Double.NaN;
  }

  /** dP/da; dQ/da is its negative. */
  public static double lowerByShape(double a, double x) {
    if (!valid(a, x)) {
      return Double.NaN;
    }
    double density = density(a, x);
    if (density == 0.0 || x == 0.0) {
      return 0.0;
    }
    double psi = DigammaKernel.scalar(a);
    double log = LogKernel.scalar(x);
    double scale = 1.0 / (Math.sqrt(a) + Math.abs(a - x));
    // Below x in s = log(x/t), above it in r = t - x: each makes the far end an exponential tail.
    return log < psi
        ? x
            * density
            * HalfLineIntegral.of(
                s -> ExpKernel.scalar(-a * s - x * Expm1Kernel.scalar(-s)) * (log - s - psi), scale)
        : -density
            * HalfLineIntegral.of(
                r -> {
                  double ratio = Log1pKernel.scalar(r / x);
                  double weight = ExpKernel.scalar((a - 1.0) * ratio - r);
                  return weight == 0.0 ? 0.0 : weight * (log + ratio - psi);
                },
                x * scale);
  }

  /** The x with P(a, x) = p; 0 at 0 and +inf at 1. */
  public static double inverseLower(double a, double p) {
    return inverse(a, p, 1.0 - p);
  }

  /** The x with Q(a, x) = q; +inf at 0 and 0 at 1. */
  public static double inverseUpper(double a, double q) {
    return inverse(a, 1.0 - q, q);
  }

  /**
   * Newton's method in v = log x on log P or log Q, whichever is the smaller tail: the density of v
   * is log-concave, so both are concave in v.
   */
  private static double inverse(double a, double p, double q) {
    if (!(a > 0.0 && p >= 0.0 && q >= 0.0)) {
      return Double.NaN;
    }
    if (p == 0.0 || q == 0.0) {
      return p == 0.0 ? 0.0 : Double.POSITIVE_INFINITY;
    }
    double start = start(a, p);
    if (p <= q) {
      double target = LogKernel.scalar(p);
      return ExpKernel.scalar(
          MonotoneRoot.of(
              v -> LogKernel.scalar(lower(a, ExpKernel.scalar(v))) - target,
              v -> ratio(a, ExpKernel.scalar(v), lower(a, ExpKernel.scalar(v))),
              start));
    }
    double target = LogKernel.scalar(q);
    return ExpKernel.scalar(
        -MonotoneRoot.of(
            v -> LogKernel.scalar(upper(a, ExpKernel.scalar(-v))) - target,
            v -> ratio(a, ExpKernel.scalar(-v), upper(a, ExpKernel.scalar(-v))),
            -start));
  }

  private static double ratio(double a, double x, double tail) {
    return x * density(a, x) / tail;
  }

  /**
   * Wilson and Hilferty (PNAS 17 (1931) 684), or where that leaves the domain the first term of the
   * series, P = x^a / Gamma(a + 1); both as log x.
   */
  private static double start(double a, double p) {
    double r = 1.0 / (9.0 * a);
    double root = 1.0 - r + NormalIcdfKernel.scalar(p) * Math.sqrt(r);
    double first = (LogKernel.scalar(p) + LgammaKernel.scalar(a + 1.0)) / a;
    return root > 0.3 ? LogKernel.scalar(a) + 3.0 * LogKernel.scalar(root) : first;
  }

  private static boolean valid(double a, double x) {
    return a > 0.0 && a < Double.POSITIVE_INFINITY && x >= 0.0;
  }
}
