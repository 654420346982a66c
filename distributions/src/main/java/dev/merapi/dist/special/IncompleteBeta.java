package dev.merapi.dist.special;

import dev.merapi.tensor.kernel.DigammaKernel;
import dev.merapi.tensor.kernel.ExpKernel;
import dev.merapi.tensor.kernel.Log1pKernel;
import dev.merapi.tensor.kernel.LogKernel;
import dev.merapi.tensor.op.Lbeta;

/**
 * The regularised incomplete beta function I(a, b; x) for a, b &gt; 0 and 0 ≤ x ≤ 1, with its slope
 * in a: the continued fraction of Abramowitz and Stegun 26.5.8 by Lentz's method, differentiated
 * term by term, on the side of the mean where it converges fast; the other side by I(a, b; x) = 1 −
 * I(b, a; 1 − x). Relative error about 1e-14 for parameters up to 10⁴.
 */
final class IncompleteBeta {
  private static final double TINY = 1e-300;

  private IncompleteBeta() {}

  static double of(double a, double b, double x) {
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
      return Double.NaN;
    }
    if (x == 0 || x == 1) {
      return x;
    }
    return left(a, b, x) ? fraction(a, b, x)[0] : 1 - fraction(b, a, 1 - x)[0];
  }

  /** ∂I/∂a. */
  static double slopeA(double a, double b, double x) {
    if (!(a > 0 && b > 0 && x > 0 && x < 1)) {
      return x == 0 || x == 1 ? 0 : Double.NaN;
    }
    return left(a, b, x) ? fraction(a, b, x)[1] : -fraction(b, a, 1 - x)[2];
  }

  /** ∂I/∂b. */
  static double slopeB(double a, double b, double x) {
    return -slopeA(b, a, 1 - x);
  }

  static double density(double a, double b, double x) {
    return ExpKernel.scalar(
        (a - 1) * LogKernel.scalar(x)
            + (b - 1) * Log1pKernel.scalar(-x)
            - new Lbeta().scalar(a, b));
  }

  private static boolean left(double a, double b, double x) {
    return x < (a + 1) / (a + b + 2);
  }

  /** I and its slopes in a and in b, from the side where the fraction converges fast. */
  private static double[] fraction(double a, double b, double x) {
    double c = 1;
    double d = nonzero(1 - (a + b) * x / (a + 1));
    double cA = 0;
    double cB = 0;
    double dA = -x * ((a + 1) - (a + b)) / ((a + 1) * (a + 1));
    double dB = -x / (a + 1);
    dA = -dA / (d * d);
    dB = -dB / (d * d);
    d = 1 / d;
    double h = d;
    double logA = dA / d;
    double logB = dB / d;
    for (int m = 1; m < 100_000; m++) {
      double before = h;
      for (int odd = 0; odd < 2; odd++) {
        double n = a + 2 * m;
        double t =
            odd == 0 ? m * (b - m) * x / ((n - 1) * n) : -(a + m) * (a + b + m) * x / (n * (n + 1));
        double tA =
            odd == 0
                ? -t * (1 / (n - 1) + 1 / n)
                : t * (1 / (a + m) + 1 / (a + b + m) - 1 / n - 1 / (n + 1));
        double tB = odd == 0 ? m * x / ((n - 1) * n) : t / (a + b + m);
        double e = nonzero(1 + t * d);
        dA = -(tA * d + t * dA) / (e * e);
        dB = -(tB * d + t * dB) / (e * e);
        d = 1 / e;
        double f = nonzero(1 + t / c);
        cA = tA / c - t * cA / (c * c);
        cB = tB / c - t * cB / (c * c);
        c = f;
        h *= c * d;
        logA += cA / c + dA / d;
        logB += cB / c + dB / d;
      }
      if (Math.abs(h - before) <= 2e-16 * Math.abs(h)) {
        break;
      }
    }
    double log = a * LogKernel.scalar(x) + b * Log1pKernel.scalar(-x) - new Lbeta().scalar(a, b);
    double value = ExpKernel.scalar(log) / a * h;
    double psi = DigammaKernel.scalar(a + b);
    double slopeA = LogKernel.scalar(x) - DigammaKernel.scalar(a) + psi - 1 / a + logA;
    double slopeB = Log1pKernel.scalar(-x) - DigammaKernel.scalar(b) + psi + logB;
    return new double[] {value, value * slopeA, value * slopeB};
  }

  private static double nonzero(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }

  /** The x with I(a, b; x) = p. */
  static double inverse(double a, double b, double p) {
    if (!(a > 0 && b > 0 && p >= 0 && p <= 1)) {
      return Double.NaN;
    }
    if (p == 0 || p == 1) {
      return p;
    }
    double small = ExpKernel.scalar((LogKernel.scalar(a * p) + new Lbeta().scalar(a, b)) / a);
    double start = small < 0.1 ? Math.max(small, Double.MIN_NORMAL) : a / (a + b);
    return Bracket.solve(y -> of(a, b, y) - p, y -> density(a, b, y), start, 0, 1);
  }
}
