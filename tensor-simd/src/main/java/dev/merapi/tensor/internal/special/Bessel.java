package dev.merapi.tensor.internal.special;

import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * The modified Bessel functions of the first kind I0 (even) and I1 (odd), also scaled by
 * exp(&minus;|x|), which never overflows; relative error at most 4 ulp scaled, and that of exp more
 * unscaled. Derivatives: I0' = I1, I1' = I0 &minus; I1/x.
 *
 * <p>Up to |x| = 12 the power series (Abramowitz and Stegun 9.6.10), all of whose terms are
 * positive; beyond, {@code sqrt(x) exp(-x) I(x)} as a polynomial in u = 24/x &minus; 1.
 */
public final class Bessel {
  private static final double NEAR = 12.0;

  // sqrt(x) exp(-x) I0(x), and of I1, in u = 24/x - 1: minimax by Remez exchange, error 2^-60.
  private static final double[] FAR_0 = {
    0.4010710650668474,
    0.0021821681721169313,
    5.598482533370657E-5,
    2.797707019264051E-6,
    2.1716050189728883E-7,
    2.368842961225884E-8,
    3.443441639916077E-9,
    6.481065088714484E-10,
    1.5619156029766056E-10,
    4.777816908924534E-11,
    1.883125464724003E-11,
    1.1861310911783235E-11,
    8.49601408572592E-12,
    8.450193837627075E-13,
    -4.563054314880104E-12,
    -2.4638608961037827E-12,
    5.466252170844949E-13,
    5.229788898359126E-13,
    2.1551111943575164E-14
  };

  private static final double[] FAR_1 = {
    0.39262449420411655,
    -0.0064054536034823615,
    -9.124755355081702E-5,
    -3.8279513553146756E-6,
    -2.726845466175646E-7,
    -2.8253698054801896E-8,
    -3.967562595869502E-9,
    -7.282223546391371E-10,
    -1.721071051247581E-10,
    -5.1848935478579496E-11,
    -2.015973196346082E-11,
    -1.247803393872992E-11,
    -8.926063853983469E-12,
    -1.0394288601238384E-12,
    4.657368183538337E-12,
    2.612423016865795E-12,
    -5.170194314387295E-13,
    -5.472826400075722E-13,
    -3.063692320478708E-14
  };

  private Bessel() {}

  /** I0(x). */
  public static double i0(double x) {
    double a = Math.abs(x);
    return a <= NEAR ? 1.0 + series(a, 0) : unscaled(far(FAR_0, a), a);
  }

  /** I1(x). */
  public static double i1(double x) {
    double a = Math.abs(x);
    return Math.copySign(
        a <= NEAR ? 0.5 * a * (1.0 + series(a, 1)) : unscaled(far(FAR_1, a), a), x);
  }

  /** exp(-|x|) I0(x). */
  public static double i0e(double x) {
    double a = Math.abs(x);
    return a <= NEAR ? ExpKernel.scalar(-a) * (1.0 + series(a, 0)) : far(FAR_0, a);
  }

  /** exp(-|x|) I1(x). */
  public static double i1e(double x) {
    double a = Math.abs(x);
    double scaled =
        a <= NEAR ? ExpKernel.scalar(-a) * (0.5 * a) * (1.0 + series(a, 1)) : far(FAR_1, a);
    return Math.copySign(scaled, x);
  }

  /** log I0(x), which overflows nowhere. */
  public static double logI0(double x) {
    double a = Math.abs(x);
    return a <= NEAR ? Log1pKernel.scalar(series(a, 0)) : a + LogKernel.scalar(far(FAR_0, a));
  }

  /** The sum of (x/2)^(2k) order! / (k! (k + order)!) over k >= 1, until terms no longer count. */
  private static double series(double x, int order) {
    double z = 0.25 * x * x;
    double term = z / (1 + order);
    double sum = term;
    for (int k = 2; term > 0x1p-56 * sum; k++) {
      term *= z / (k * (double) (k + order));
      sum += term;
    }
    return sum;
  }

  private static double far(double[] coefficients, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0.0;
    }
    double u = 24.0 / x - 1.0;
    double p = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      p = Math.fma(p, u, coefficients[i]);
    }
    return p / Math.sqrt(x);
  }

  /** scaled exp(x), in two factors: exp(x) overflows before the product does. */
  private static double unscaled(double scaled, double x) {
    double half = ExpKernel.scalar(0.5 * x);
    return half == Double.POSITIVE_INFINITY ? half : scaled * half * half;
  }
}
