package dev.merapi.infer.process;

import dev.merapi.tensor.Tensor;
import java.util.function.BinaryOperator;

/** σ² times a correlation that is 1 where both inputs are the same. */
record Even(Tensor deviation, BinaryOperator<Tensor> correlation) implements Covariance {
  @Override
  public Tensor between(Tensor x, Tensor y) {
    return correlation.apply(x, y).times(deviation.square());
  }

  @Override
  public Tensor variances(Tensor x) {
    return deviation.square().expand(Inputs.count(x));
  }
}
