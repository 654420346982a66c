package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.DigammaKernel;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.LogSigmoidKernel;
import dev.merapi.tensor.internal.kernel.NormalLogCdfKernel;
import dev.merapi.tensor.internal.kernel.SigmoidKernel;

/**
 * {@code ln I_x(a, b)} of the regularised incomplete beta function as a function of {@code v =
 * logit x}, which keeps the distance to both ends, its derivatives in a and b and its inverse; a, b
 * &gt; 0, else NaN. What is left to 1 is {@code ln I_y(b, a)} at -v.
 *
 * <p>Where the function is a number it is that of {@link IncompleteBeta}, and where it is near 1
 * the other one is subtracted from 1. Where it underflows it is the continued fraction (NIST
 * handbook 8.17.22), with the powers in Stirling's form, or for very large a and b the normal
 * approximation 8.18.9 of the handbook. Relative error of the logarithm below 1e-13.
 */
public final class LogIncompleteBeta {
  private static final double LOST = LogIncompleteGamma.LOST;
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
  private static final double LARGE = 1e16;
  private static final double NORMAL = 1e8;
  private static final int TERMS = 1_000_000;

  private LogIncompleteBeta() {}

  /** ln I(a, b; x) at x = 1/(1 + exp(-v)). */
  public static double lower(double a, double b, double v) {
    if (!valid(a, b) || Double.isNaN(v)) {
      return Double.NaN;
    }
    if (Double.isInfinite(v)) {
      return v < 0 ? v : 0;
    }
    double x = SigmoidKernel.scalar(v);
    double y = SigmoidKernel.scalar(-v);
    double p = x <= y ? IncompleteBeta.lower(x, a, b) : IncompleteBeta.upper(y, b, a);
    if (p > 0.5) {
      return Log1pKernel.scalar(-rest(a, b, v, x, y));
    }
    if (!(p <= LOST)) {
      return LogKernel.scalar(p);
    }
    if (Math.min(a, b) >= NORMAL) {
      return normal(a, b, x, y);
    }
    if (Math.max(a, b) >= LARGE) {
      return gamma(a, b, v);
    }
    return front(a, b, x, y, v) - LogKernel.scalar(a) + LogKernel.scalar(fraction(a, b, x));
  }

  /** 1 - I; for the least y by the first term of its series. */
  private static double rest(double a, double b, double v, double x, double y) {
    if (y < LOST) {
      return ExpKernel.scalar(front(b, a, y, x, -v) - LogKernel.scalar(b));
    }
    return x <= y ? IncompleteBeta.upper(x, a, b) : IncompleteBeta.lower(y, b, a);
  }

  /** ln(x^a y^b / B(a, b)) at x = 1/(1 + exp(-v)). */
  public static double logPower(double a, double b, double v) {
    if (!valid(a, b) || Double.isNaN(v)) {
      return Double.NaN;
    }
    return Double.isInfinite(v)
        ? Double.NEGATIVE_INFINITY
        : front(a, b, SigmoidKernel.scalar(v), SigmoidKernel.scalar(-v), v);
  }

  /** ln(x^a y^b / B(a, b)). */
  private static double front(double a, double b, double x, double y, double v) {
    if (Math.min(a, b) < Stirling.LARGE || x == 0 || y == 0) {
      double powers = a * LogSigmoidKernel.scalar(v) + b * LogSigmoidKernel.scalar(-v);
      return powers - LogBetaFunction.value(a, b);
    }
    double rest = Stirling.remainder(a + b) - Stirling.remainder(a) - Stirling.remainder(b);
    return 0.5 * LogKernel.scalar(a / (a + b) * b) - HALF_LOG_TWO_PI + rest - powers(a, b, x, y);
  }

  /** -ln((x/x0)^a (y/y0)^b) for the mean x0 of the beta distribution. */
  private static double powers(double a, double b, double x, double y) {
    double gap = x * b - y * a;
    double total = a + b;
    return a * Stirling.excess(x / a * total, gap / a)
        + b * Stirling.excess(y / b * total, -gap / b);
  }

  private static double normal(double a, double b, double x, double y) {
    double total = a + b;
    double gap = x * (b / total) - y * (a / total);
    double eta = Math.copySign(Math.sqrt(2 * (powers(a, b, x, y) / total)), gap);
    double main = NormalLogCdfKernel.scalar(eta * Math.sqrt(total));
    double ratio = ExpKernel.scalar(-0.5 * total * eta * eta - HALF_LOG_TWO_PI - main);
    double first = 1 / eta - Math.sqrt(a / total * (b / total)) / gap;
    return main + Log1pKernel.scalar(first * ratio / Math.sqrt(total));
  }

  /** With one shape beyond everything, -ln of x or y times that shape has a gamma distribution. */
  private static double gamma(double a, double b, double v) {
    boolean second = b > a;
    double rest = -LogSigmoidKernel.scalar(second ? -v : v) * Math.max(a, b);
    double shape = Math.min(a, b);
    double bounded = Math.min(rest, Double.MAX_VALUE);
    return second
        ? LogIncompleteGamma.lower(shape, bounded)
        : LogIncompleteGamma.upper(shape, bounded);
  }

  /** I a / front, by Lentz's method. */
  private static double fraction(double a, double b, double x) {
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double c = 1;
    double h = d;
    for (int m = 1; m < TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      h *= d * c;
      if (Math.abs(d * c - 1) <= 0x1p-53) {
        break;
      }
    }
    return h;
  }

  /** d ln I / da. */
  public static double byFirst(double a, double b, double v) {
    if (!valid(a, b) || Double.isInfinite(v)) {
      return valid(a, b) ? 0 : Double.NaN;
    }
    double centre = DigammaKernel.scalar(a) - DigammaKernel.scalar(a + b);
    double offset = LogSigmoidKernel.scalar(v) - centre;
    return offset < 0
        ? offset + BetaSide.lower(a, b, v).ofFirst()
        : -slopeAbove(a, b, v, offset) / ExpKernel.scalar(lower(a, b, v));
  }

  /** Minus dI/da by the integral from x on. */
  private static double slopeAbove(double a, double b, double v, double offset) {
    double rest = ExpKernel.scalar(lower(b, a, -v));
    return rest == 0 ? 0 : rest * (offset - BetaSide.lower(b, a, -v).ofSecond());
  }

  /** d ln I / db. */
  public static double bySecond(double a, double b, double v) {
    if (!valid(a, b) || Double.isInfinite(v)) {
      return valid(a, b) ? 0 : Double.NaN;
    }
    double centre = DigammaKernel.scalar(b) - DigammaKernel.scalar(a + b);
    double offset = LogSigmoidKernel.scalar(-v) - centre;
    if (offset >= 0) {
      return offset - BetaSide.lower(a, b, v).ofSecond();
    }
    double rest = ExpKernel.scalar(lower(b, a, -v));
    double slope = rest == 0 ? 0 : rest * (offset + BetaSide.lower(b, a, -v).ofFirst());
    return -slope / ExpKernel.scalar(lower(a, b, v));
  }

  /** The v with ln I(a, b; 1/(1 + exp(-v))) = log. */
  public static double inverse(double a, double b, double log) {
    return inverse(a, b, log, LogIncompleteGamma.log1mExp(log));
  }

  /**
   * Newton's method on the smaller of ln I and ln (1 - I), which are concave in v and -v because
   * the density of logit x is log-concave; in the far tails the first term of the series is all.
   */
  static double inverse(double a, double b, double p, double q) {
    if (!valid(a, b) || !(p <= 0 && q <= 0)) {
      return Double.NaN;
    }
    return p <= q ? root(a, b, p) : -root(b, a, q);
  }

  private static double root(double a, double b, double p) {
    double first = (p + LogKernel.scalar(a) + LogBetaFunction.value(a, b)) / a;
    if (first < -40 - Log1pKernel.scalar(b)) {
      return first;
    }
    return MonotoneRoot.of(
        v -> lower(a, b, v) - p,
        v -> {
          double x = SigmoidKernel.scalar(v);
          double y = SigmoidKernel.scalar(-v);
          return ExpKernel.scalar(front(a, b, x, y, v) - lower(a, b, v));
        },
        LogKernel.scalar(a) - LogKernel.scalar(b));
  }

  private static boolean valid(double a, double b) {
    return a > 0 && b > 0 && a + b < Double.POSITIVE_INFINITY;
  }
}
