package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Rarer functions, element by element; operands broadcast. Domains, derivatives and error bounds
 * stand with each primitive.
 */
public final class Special {
  private Special() {}

  /** P(a, x) = ∫₀ˣ t^(a−1) e^−t dt / Γ(a). */
  public static Tensor gammaP(Tensor a, Tensor x) {
    return WORDS.gammaP(a, x);
  }

  /** Q(a, x) = 1 − P(a, x). */
  public static Tensor gammaQ(Tensor a, Tensor x) {
    return WORDS.gammaQ(a, x);
  }

  /** The x with P(a, x) = p. */
  public static Tensor gammaPInverse(Tensor a, Tensor p) {
    return WORDS.gammaPInverse(a, p);
  }

  /** I(a, b; x) = ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt / B(a, b). */
  public static Tensor betaI(Tensor a, Tensor b, Tensor x) {
    return WORDS.betaI(a, b, x);
  }

  /** The x with I(a, b; x) = p. */
  public static Tensor betaIInverse(Tensor a, Tensor b, Tensor p) {
    return WORDS.betaIInverse(a, b, p);
  }

  /** ln I₀(x), with I₀ the modified Bessel function of order 0. */
  public static Tensor logBesselI0(Tensor x) {
    return WORDS.logBesselI0(x);
  }

  /** e^−|x| I₀(x). */
  public static Tensor besselI0e(Tensor x) {
    return WORDS.besselI0e(x);
  }

  /** e^−|x| I₁(x). */
  public static Tensor besselI1e(Tensor x) {
    return WORDS.besselI1e(x);
  }
}
