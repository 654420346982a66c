package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LgammaKernel;
import dev.merapi.tensor.internal.kernel.Log1pKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.special.Stirling;

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b &gt; 0; NaN where either is negative.
 * Adjoints: dy · (ψ(a) − ψ(a + b)) and dy · (ψ(b) − ψ(a + b)). Where an argument is large, the
 * large terms of Stirling's formula cancel by algebra and only its remainders are added (DiDonato
 * and Morris 1992, ACM TOMS 18, section 8); the error stays below 1e-14 of the larger of |y| and 1.
 */
public record Lbeta() implements Elementwise2 {
  private static final double LARGE = Stirling.LARGE;
  private static final double HALF_LOG_2PI = 0.91893853320467274178;

  @Override
  public double scalar(double a, double b) {
    double low = Math.min(a, b);
    double high = Math.max(a, b);
    if (!(low >= 0)) {
      return Double.NaN;
    }
    if (high < LARGE) {
      return LgammaKernel.scalar(low) + LgammaKernel.scalar(high) - LgammaKernel.scalar(low + high);
    }
    if (low == 0 || high == Double.POSITIVE_INFINITY) {
      return low == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    double share = low / (low + high);
    double rest = Stirling.remainder(high) - Stirling.remainder(low + high);
    double complement = Log1pKernel.scalar(-share);
    if (low < LARGE) {
      double fromLow = LgammaKernel.scalar(low) + low - low * LogKernel.scalar(low + high);
      return fromLow + Math.fma(high - 0.5, complement, rest);
    }
    double powers = Math.fma(low - 0.5, LogKernel.scalar(share), high * complement);
    return HALF_LOG_2PI - 0.5 * LogKernel.scalar(high) + (rest + Stirling.remainder(low)) + powers;
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
