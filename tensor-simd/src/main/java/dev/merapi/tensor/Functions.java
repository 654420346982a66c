package dev.merapi.tensor;

import dev.merapi.tensor.internal.op.Abs;
import dev.merapi.tensor.internal.op.Atan2;
import dev.merapi.tensor.internal.op.Atan;
import dev.merapi.tensor.internal.op.Ceil;
import dev.merapi.tensor.internal.op.Cos;
import dev.merapi.tensor.internal.op.Digamma;
import dev.merapi.tensor.internal.op.Erf;
import dev.merapi.tensor.internal.op.Erfc;
import dev.merapi.tensor.internal.op.Erfinv;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Expm1;
import dev.merapi.tensor.internal.op.Floor;
import dev.merapi.tensor.internal.op.Lbeta;
import dev.merapi.tensor.internal.op.Lgamma;
import dev.merapi.tensor.internal.op.Log1p;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.LogAddExp;
import dev.merapi.tensor.internal.op.LogSigmoid;
import dev.merapi.tensor.internal.op.NormalCdf;
import dev.merapi.tensor.internal.op.NormalIcdf;
import dev.merapi.tensor.internal.op.NormalLogCdf;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.op.Round;
import dev.merapi.tensor.internal.op.Sigmoid;
import dev.merapi.tensor.internal.op.Sign;
import dev.merapi.tensor.internal.op.Sin;
import dev.merapi.tensor.internal.op.Softplus;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.Square;
import dev.merapi.tensor.internal.op.Tan;
import dev.merapi.tensor.internal.op.Tanh;
import dev.merapi.tensor.internal.op.Trigamma;
import dev.merapi.tensor.internal.op.Xlogy;

/**
 * Functions of one number, applied to each element. Domains, derivatives and error bounds stand
 * with each primitive.
 */
public sealed interface Functions permits Tensor {

  /** This tensor. */
  Tensor self();

  /** eˣ. */
  default Tensor exp() {
    return new Exp().on(self());
  }

  /** The natural logarithm. */
  default Tensor log() {
    return new Log().on(self());
  }

  /** ln(1 + x). */
  default Tensor log1p() {
    return new Log1p().on(self());
  }

  /** eˣ − 1. */
  default Tensor expm1() {
    return new Expm1().on(self());
  }

  /** √x. */
  default Tensor sqrt() {
    return new Sqrt().on(self());
  }

  /** x². */
  default Tensor square() {
    return new Square().on(self());
  }

  /** 1/x. */
  default Tensor reciprocal() {
    return new Reciprocal().on(self());
  }

  /** |x|. */
  default Tensor abs() {
    return new Abs().on(self());
  }

  /** −1, 0 or 1. */
  default Tensor sign() {
    return new Sign().on(self());
  }

  /** The largest whole number ≤ x. */
  default Tensor floor() {
    return new Floor().on(self());
  }

  /** The least whole number ≥ x. */
  default Tensor ceil() {
    return new Ceil().on(self());
  }

  /** The nearest whole number, halves to even. */
  default Tensor round() {
    return new Round().on(self());
  }

  /** sin x. */
  default Tensor sin() {
    return new Sin().on(self());
  }

  /** cos x. */
  default Tensor cos() {
    return new Cos().on(self());
  }

  /** tan x. */
  default Tensor tan() {
    return new Tan().on(self());
  }

  /** tanh x. */
  default Tensor tanh() {
    return new Tanh().on(self());
  }

  /** The angle of the point with this ordinate and the given abscissa. */
  default Tensor atan2(Tensor abscissa) {
    return new Atan2().on(self(), abscissa);
  }

  /** arctan x. */
  default Tensor atan() {
    return new Atan().on(self());
  }

  /** 1/(1 + e⁻ˣ). */
  default Tensor sigmoid() {
    return new Sigmoid().on(self());
  }

  /** ln(1/(1 + e⁻ˣ)). */
  default Tensor logSigmoid() {
    return new LogSigmoid().on(self());
  }

  /** ln(1 + eˣ). */
  default Tensor softplus() {
    return new Softplus().on(self());
  }

  /** ln |Γ(x)|. */
  default Tensor lgamma() {
    return new Lgamma().on(self());
  }

  /** ψ(x), the derivative of ln Γ(x). */
  default Tensor digamma() {
    return new Digamma().on(self());
  }

  /** ψ′(x), the derivative of digamma. */
  default Tensor trigamma() {
    return new Trigamma().on(self());
  }

  /** ln B(x, y) = ln Γ(x) + ln Γ(y) − ln Γ(x + y). */
  default Tensor lbeta(Tensor y) {
    return new Lbeta().on(self(), y);
  }

  /** 2/√π ∫₀ˣ e^(−t²) dt. */
  default Tensor erf() {
    return new Erf().on(self());
  }

  /** 1 − erf x. */
  default Tensor erfc() {
    return new Erfc().on(self());
  }

  /** The inverse of erf. */
  default Tensor erfinv() {
    return new Erfinv().on(self());
  }

  /** Φ(x), the standard normal distribution function. */
  default Tensor normalCdf() {
    return new NormalCdf().on(self());
  }

  /** ln Φ(x). */
  default Tensor normalLogCdf() {
    return new NormalLogCdf().on(self());
  }

  /** Φ⁻¹(x), the standard normal quantile. */
  default Tensor normalIcdf() {
    return new NormalIcdf().on(self());
  }

  /** ln(eˣ + eʸ), without overflow. */
  default Tensor logAddExp(Tensor y) {
    return new LogAddExp().on(self(), y);
  }

  /** this · ln y, and 0 where this is 0. */
  default Tensor xlogy(Tensor y) {
    return new Xlogy().on(self(), y);
  }
}
