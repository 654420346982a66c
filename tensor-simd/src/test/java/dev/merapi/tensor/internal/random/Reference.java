package dev.merapi.tensor.internal.random;

/**
 * Distribution functions for tests of fit, slow and plain: series and continued fractions as in the
 * NIST Handbook of Mathematical Functions (DLMF) 8.7.1, 8.9.2 and 8.17.22.
 */
final class Reference {
  private Reference() {}

  /** log Γ(x), x > 0: recurrence up to 20, then Stirling's series (DLMF 5.11.1). */
  static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 20) {
      shift -= Math.log(y);
      y++;
    }
    double q = 1 / (y * y);
    double series = (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q / 1680))) / y;
    return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series;
  }

  /** P(a, x): the distribution function of Gamma(a, 1). */
  static double gammaCdf(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; term > 1e-17 * sum; n++) {
        term *= x / (a + n);
        sum += term;
      }
      return scale * sum;
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < 10_000; n++) {
      double an = -n * (n - a);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      h *= c * d;
      if (Math.abs(c * d - 1) < 1e-16) {
        break;
      }
    }
    return 1 - scale * h;
  }

  /** Φ(x). */
  static double normalCdf(double x) {
    double half = gammaCdf(0.5, x * x / 2) / 2;
    return x < 0 ? 0.5 - half : 0.5 + half;
  }

  /** I_x(a, b): the distribution function of Beta(a, b). */
  static double betaCdf(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - betaCdf(b, a, 1 - x);
    }
    double scale =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < 10_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      h *= c * d;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      h *= c * d;
      if (Math.abs(c * d - 1) < 1e-16) {
        break;
      }
    }
    return scale * h / a;
  }
}
