package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Functions of one number, applied to each element. Domains, derivatives and error bounds stand
 * with each primitive.
 */
sealed interface Functions permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** eˣ. */
  default Tensor exp() {
    return WORDS.exp(self());
  }

  /** The natural logarithm. */
  default Tensor log() {
    return WORDS.log(self());
  }

  /** ln(1 + x). */
  default Tensor log1p() {
    return WORDS.log1p(self());
  }

  /** eˣ − 1. */
  default Tensor expm1() {
    return WORDS.expm1(self());
  }

  /** √x. */
  default Tensor sqrt() {
    return WORDS.sqrt(self());
  }

  /** x². */
  default Tensor square() {
    return WORDS.square(self());
  }

  /** 1/x. */
  default Tensor reciprocal() {
    return WORDS.reciprocal(self());
  }

  /** |x|. */
  default Tensor abs() {
    return WORDS.abs(self());
  }

  /** −1, 0 or 1. */
  default Tensor sign() {
    return WORDS.sign(self());
  }

  /** The largest whole number ≤ x. */
  default Tensor floor() {
    return WORDS.floor(self());
  }

  /** The least whole number ≥ x. */
  default Tensor ceil() {
    return WORDS.ceil(self());
  }

  /** The nearest whole number, halves to even. */
  default Tensor round() {
    return WORDS.round(self());
  }

  /** sin x. */
  default Tensor sin() {
    return WORDS.sin(self());
  }

  /** cos x. */
  default Tensor cos() {
    return WORDS.cos(self());
  }

  /** tan x. */
  default Tensor tan() {
    return WORDS.tan(self());
  }

  /** tanh x. */
  default Tensor tanh() {
    return WORDS.tanh(self());
  }

  /** The angle of the point with this ordinate and the given abscissa. */
  default Tensor atan2(Tensor abscissa) {
    return WORDS.atan2(self(), abscissa);
  }

  /** arctan x. */
  default Tensor atan() {
    return WORDS.atan(self());
  }

  /** 1/(1 + e⁻ˣ). */
  default Tensor sigmoid() {
    return WORDS.sigmoid(self());
  }

  /** ln(1/(1 + e⁻ˣ)). */
  default Tensor logSigmoid() {
    return WORDS.logSigmoid(self());
  }

  /** ln(1 + eˣ). */
  default Tensor softplus() {
    return WORDS.softplus(self());
  }

  /** ln |Γ(x)|. */
  default Tensor lgamma() {
    return WORDS.lgamma(self());
  }

  /** ψ(x), the derivative of ln Γ(x). */
  default Tensor digamma() {
    return WORDS.digamma(self());
  }

  /** ψ′(x), the derivative of digamma. */
  default Tensor trigamma() {
    return WORDS.trigamma(self());
  }

  /** ln B(x, y) = ln Γ(x) + ln Γ(y) − ln Γ(x + y). */
  default Tensor lbeta(Tensor y) {
    return WORDS.lbeta(self(), y);
  }

  /** 2/√π ∫₀ˣ e^(−t²) dt. */
  default Tensor erf() {
    return WORDS.erf(self());
  }

  /** 1 − erf x. */
  default Tensor erfc() {
    return WORDS.erfc(self());
  }

  /** The inverse of erf. */
  default Tensor erfinv() {
    return WORDS.erfinv(self());
  }

  /** Φ(x), the standard normal distribution function. */
  default Tensor normalCdf() {
    return WORDS.normalCdf(self());
  }

  /** ln Φ(x). */
  default Tensor normalLogCdf() {
    return WORDS.normalLogCdf(self());
  }

  /** Φ⁻¹(x), the standard normal quantile. */
  default Tensor normalIcdf() {
    return WORDS.normalIcdf(self());
  }

  /** ln(eˣ + eʸ), without overflow. */
  default Tensor logAddExp(Tensor y) {
    return WORDS.logAddExp(self(), y);
  }

  /** this · ln y, and 0 where this is 0. */
  default Tensor xlogy(Tensor y) {
    return WORDS.xlogy(self(), y);
  }
}
