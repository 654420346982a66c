package dev.merapi.infer.process;

import dev.merapi.tensor.Tensor;

/** σ² (x − c)·(y − c). */
record Linear(Tensor deviation, Tensor center) implements Covariance {
  @Override
  public Tensor between(Tensor x, Tensor y) {
    return from(x).matmul(from(y).transpose()).times(deviation.square());
  }

  @Override
  public Tensor variances(Tensor x) {
    return from(x).square().sum(-1).times(deviation.square());
  }

  private Tensor from(Tensor x) {
    return Inputs.rows(x).minus(center);
  }
}
