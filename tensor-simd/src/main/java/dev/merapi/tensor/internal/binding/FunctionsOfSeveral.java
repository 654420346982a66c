package dev.merapi.tensor.internal.binding;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Vocabulary;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.And;
import dev.merapi.tensor.internal.op.Atan2;
import dev.merapi.tensor.internal.op.BetaI;
import dev.merapi.tensor.internal.op.BetaIInverse;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Equal;
import dev.merapi.tensor.internal.op.GammaP;
import dev.merapi.tensor.internal.op.GammaPInverse;
import dev.merapi.tensor.internal.op.GammaQ;
import dev.merapi.tensor.internal.op.Lbeta;
import dev.merapi.tensor.internal.op.Less;
import dev.merapi.tensor.internal.op.LessOrEqual;
import dev.merapi.tensor.internal.op.LogAddExp;
import dev.merapi.tensor.internal.op.Maximum;
import dev.merapi.tensor.internal.op.Minimum;
import dev.merapi.tensor.internal.op.Modulo;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.NotEqual;
import dev.merapi.tensor.internal.op.Or;
import dev.merapi.tensor.internal.op.Power;
import dev.merapi.tensor.internal.op.Subtract;
import dev.merapi.tensor.internal.op.Where;
import dev.merapi.tensor.internal.op.Xlogy;

/** Functions of two and three numbers as primitives. */
interface FunctionsOfSeveral extends Vocabulary<Tensor, Shape> {
  @Override
  default Tensor add(Tensor a, Tensor b) {
    return new Add().on(a, b);
  }

  @Override
  default Tensor subtract(Tensor a, Tensor b) {
    return new Subtract().on(a, b);
  }

  @Override
  default Tensor multiply(Tensor a, Tensor b) {
    return new Multiply().on(a, b);
  }

  @Override
  default Tensor divide(Tensor a, Tensor b) {
    return new Divide().on(a, b);
  }

  @Override
  default Tensor power(Tensor a, Tensor b) {
    return new Power().on(a, b);
  }

  @Override
  default Tensor modulo(Tensor a, Tensor b) {
    return new Modulo().on(a, b);
  }

  @Override
  default Tensor minimum(Tensor a, Tensor b) {
    return new Minimum().on(a, b);
  }

  @Override
  default Tensor maximum(Tensor a, Tensor b) {
    return new Maximum().on(a, b);
  }

  @Override
  default Tensor equal(Tensor a, Tensor b) {
    return new Equal().on(a, b);
  }

  @Override
  default Tensor notEqual(Tensor a, Tensor b) {
    return new NotEqual().on(a, b);
  }

  @Override
  default Tensor less(Tensor a, Tensor b) {
    return new Less().on(a, b);
  }

  @Override
  default Tensor lessOrEqual(Tensor a, Tensor b) {
    return new LessOrEqual().on(a, b);
  }

  @Override
  default Tensor and(Tensor a, Tensor b) {
    return new And().on(a, b);
  }

  @Override
  default Tensor or(Tensor a, Tensor b) {
    return new Or().on(a, b);
  }

  @Override
  default Tensor atan2(Tensor y, Tensor x) {
    return new Atan2().on(y, x);
  }

  @Override
  default Tensor lbeta(Tensor x, Tensor y) {
    return new Lbeta().on(x, y);
  }

  @Override
  default Tensor logAddExp(Tensor x, Tensor y) {
    return new LogAddExp().on(x, y);
  }

  @Override
  default Tensor xlogy(Tensor x, Tensor y) {
    return new Xlogy().on(x, y);
  }

  @Override
  default Tensor gammaP(Tensor a, Tensor x) {
    return new GammaP().on(a, x);
  }

  @Override
  default Tensor gammaQ(Tensor a, Tensor x) {
    return new GammaQ().on(a, x);
  }

  @Override
  default Tensor gammaPInverse(Tensor a, Tensor p) {
    return new GammaPInverse().on(a, p);
  }

  @Override
  default Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return new Where().on(condition, yes, no);
  }

  @Override
  default Tensor betaI(Tensor a, Tensor b, Tensor x) {
    return new BetaI().on(a, b, x);
  }

  @Override
  default Tensor betaIInverse(Tensor a, Tensor b, Tensor p) {
    return new BetaIInverse().on(a, b, p);
  }
}
