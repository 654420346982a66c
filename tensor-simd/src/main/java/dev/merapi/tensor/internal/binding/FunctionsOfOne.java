package dev.merapi.tensor.internal.binding;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Vocabulary;
import dev.merapi.tensor.internal.op.Abs;
import dev.merapi.tensor.internal.op.Atan;
import dev.merapi.tensor.internal.op.BesselI0e;
import dev.merapi.tensor.internal.op.BesselI1e;
import dev.merapi.tensor.internal.op.Ceil;
import dev.merapi.tensor.internal.op.Cos;
import dev.merapi.tensor.internal.op.Digamma;
import dev.merapi.tensor.internal.op.Erf;
import dev.merapi.tensor.internal.op.Erfc;
import dev.merapi.tensor.internal.op.Erfinv;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Expm1;
import dev.merapi.tensor.internal.op.Floor;
import dev.merapi.tensor.internal.op.IsNan;
import dev.merapi.tensor.internal.op.Lgamma;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.Log1p;
import dev.merapi.tensor.internal.op.LogBesselI0;
import dev.merapi.tensor.internal.op.LogSigmoid;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.NormalCdf;
import dev.merapi.tensor.internal.op.NormalIcdf;
import dev.merapi.tensor.internal.op.NormalLogCdf;
import dev.merapi.tensor.internal.op.Not;
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

/** Functions of one number as primitives. */
interface FunctionsOfOne extends Vocabulary<Tensor, Shape> {
  @Override
  default Tensor exp(Tensor x) {
    return new Exp().on(x);
  }

  @Override
  default Tensor log(Tensor x) {
    return new Log().on(x);
  }

  @Override
  default Tensor log1p(Tensor x) {
    return new Log1p().on(x);
  }

  @Override
  default Tensor expm1(Tensor x) {
    return new Expm1().on(x);
  }

  @Override
  default Tensor sqrt(Tensor x) {
    return new Sqrt().on(x);
  }

  @Override
  default Tensor square(Tensor x) {
    return new Square().on(x);
  }

  @Override
  default Tensor reciprocal(Tensor x) {
    return new Reciprocal().on(x);
  }

  @Override
  default Tensor abs(Tensor x) {
    return new Abs().on(x);
  }

  @Override
  default Tensor sign(Tensor x) {
    return new Sign().on(x);
  }

  @Override
  default Tensor floor(Tensor x) {
    return new Floor().on(x);
  }

  @Override
  default Tensor ceil(Tensor x) {
    return new Ceil().on(x);
  }

  @Override
  default Tensor round(Tensor x) {
    return new Round().on(x);
  }

  @Override
  default Tensor sin(Tensor x) {
    return new Sin().on(x);
  }

  @Override
  default Tensor cos(Tensor x) {
    return new Cos().on(x);
  }

  @Override
  default Tensor tan(Tensor x) {
    return new Tan().on(x);
  }

  @Override
  default Tensor tanh(Tensor x) {
    return new Tanh().on(x);
  }

  @Override
  default Tensor atan(Tensor x) {
    return new Atan().on(x);
  }

  @Override
  default Tensor sigmoid(Tensor x) {
    return new Sigmoid().on(x);
  }

  @Override
  default Tensor logSigmoid(Tensor x) {
    return new LogSigmoid().on(x);
  }

  @Override
  default Tensor softplus(Tensor x) {
    return new Softplus().on(x);
  }

  @Override
  default Tensor lgamma(Tensor x) {
    return new Lgamma().on(x);
  }

  @Override
  default Tensor digamma(Tensor x) {
    return new Digamma().on(x);
  }

  @Override
  default Tensor trigamma(Tensor x) {
    return new Trigamma().on(x);
  }

  @Override
  default Tensor erf(Tensor x) {
    return new Erf().on(x);
  }

  @Override
  default Tensor erfc(Tensor x) {
    return new Erfc().on(x);
  }

  @Override
  default Tensor erfinv(Tensor x) {
    return new Erfinv().on(x);
  }

  @Override
  default Tensor normalCdf(Tensor x) {
    return new NormalCdf().on(x);
  }

  @Override
  default Tensor normalLogCdf(Tensor x) {
    return new NormalLogCdf().on(x);
  }

  @Override
  default Tensor normalIcdf(Tensor x) {
    return new NormalIcdf().on(x);
  }

  @Override
  default Tensor neg(Tensor x) {
    return new Neg().on(x);
  }

  @Override
  default Tensor not(Tensor x) {
    return new Not().on(x);
  }

  @Override
  default Tensor isNan(Tensor x) {
    return new IsNan().on(x);
  }

  @Override
  default Tensor logBesselI0(Tensor x) {
    return new LogBesselI0().on(x);
  }

  @Override
  default Tensor besselI0e(Tensor x) {
    return new BesselI0e().on(x);
  }

  @Override
  default Tensor besselI1e(Tensor x) {
    return new BesselI1e().on(x);
  }
}
