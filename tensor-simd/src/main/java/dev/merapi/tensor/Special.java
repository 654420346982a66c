package dev.merapi.tensor;

import dev.merapi.tensor.internal.op.BesselI0e;
import dev.merapi.tensor.internal.op.BesselI1e;
import dev.merapi.tensor.internal.op.BetaI;
import dev.merapi.tensor.internal.op.BetaIInverse;
import dev.merapi.tensor.internal.op.GammaP;
import dev.merapi.tensor.internal.op.GammaPInverse;
import dev.merapi.tensor.internal.op.GammaQ;
import dev.merapi.tensor.internal.op.LogBesselI0;

/**
 * Rarer functions, element by element; operands broadcast. Domains, derivatives and error bounds
 * stand with each primitive.
 */
public final class Special {
  private Special() {}

  /** P(a, x) = ∫₀ˣ t^(a−1) e^−t dt / Γ(a). */
  public static Tensor gammaP(Tensor a, Tensor x) {
    return new GammaP().on(a, x);
  }

  /** Q(a, x) = 1 − P(a, x). */
  public static Tensor gammaQ(Tensor a, Tensor x) {
    return new GammaQ().on(a, x);
  }

  /** The x with P(a, x) = p. */
  public static Tensor gammaPInverse(Tensor a, Tensor p) {
    return new GammaPInverse().on(a, p);
  }

  /** I(a, b; x) = ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b). */
  public static Tensor betaI(Tensor a, Tensor b, Tensor x) {
    return new BetaI().on(a, b, x);
  }

  /** The x with I(a, b; x) = p. */
  public static Tensor betaIInverse(Tensor a, Tensor b, Tensor p) {
    return new BetaIInverse().on(a, b, p);
  }

  /** ln I₀(x), with I₀ the modified Bessel function of order 0. */
  public static Tensor logBesselI0(Tensor x) {
    return new LogBesselI0().on(x);
  }

  /** e^−|x| I₀(x). */
  public static Tensor besselI0e(Tensor x) {
    return new BesselI0e().on(x);
  }

  /** e^−|x| I₁(x). */
  public static Tensor besselI1e(Tensor x) {
    return new BesselI1e().on(x);
  }
}
