package dev.merapi.infer.process;

import dev.merapi.tensor.Tensor;
import java.util.function.BinaryOperator;

/** The sum or the product of two covariances. */
record Both(Covariance one, Covariance other, BinaryOperator<Tensor> operation)
    implements Covariance {
  @Override
  public Tensor between(Tensor x, Tensor y) {
    return operation.apply(one.between(x, y), other.between(x, y));
  }

  @Override
  public Tensor variances(Tensor x) {
    return operation.apply(one.variances(x), other.variances(x));
  }
}
