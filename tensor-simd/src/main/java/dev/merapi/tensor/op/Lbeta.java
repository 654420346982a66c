package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.kernel.LgammaKernel;
import dev.merapi.tensor.kernel.Log1pKernel;
import dev.merapi.tensor.kernel.LogKernel;

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b &gt; 0; the adjoints are dy (ψ(a) − ψ(a + b)) and
 * the same in b.
 *
 * <p>From 10 on, Stirling's formula is put in for ln Γ and its large parts are cancelled by hand, so
 * that B(½, 10⁸) keeps its digits; what remains of the series is Abramowitz and Stegun 6.1.41.
 */
public record Lbeta() implements Elementwise2 {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  @Override
  public double scalar(double a, double b) {
    double p = Math.min(a, b);
    double q = Math.max(a, b);
    if (!(p > 0)) {
      return p == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (q == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = p + q;
    double share = p / sum;
    if (p >= 10) {
      double rest = remainder(p) + remainder(q) - remainder(sum);
      double powers = (p - 0.5) * LogKernel.scalar(share) + q * Log1pKernel.scalar(-share);
      return HALF_LOG_TWO_PI - 0.5 * LogKernel.scalar(q) + powers + rest;
    }
    if (q >= 10) {
      double rest = remainder(q) - remainder(sum);
      double powers = (q - 0.5) * Log1pKernel.scalar(-share) - p * LogKernel.scalar(sum);
      return LgammaKernel.scalar(p) + p + powers + rest;
    }
    return LgammaKernel.scalar(p) + (LgammaKernel.scalar(q) - LgammaKernel.scalar(sum));
  }

  /** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 10. */
  private static double remainder(double x) {
    double r = 1 / (x * x);
    double tail = Math.fma(r, Math.fma(r, -691.0 / 360360, 1.0 / 1188), -1.0 / 1680);
    return Math.fma(r, Math.fma(r, Math.fma(r, tail, 1.0 / 1260), -1.0 / 360), 1.0 / 12) / x;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(a.digamma().minus(a.plus(b).digamma()));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b.digamma().minus(a.plus(b).digamma()));
  }
}
