package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.LogSigmoidKernel;

/** ln(1/(1 + e^−x)) = −softplus(−x), at most 2 ulp. dy/dx = sigmoid(−x). */
public record LogSigmoid() implements Elementwise1 {
  @Override
  public double scalar(double x) {
    return LogSigmoidKernel.scalar(x);
  }

  @Override
  public void apply(double[] x, int xo, double[] y, int yo, int n) {
    LogSigmoidKernel.apply(x, xo, y, yo, n);
  }

  @Override
  public Tensor vjp(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x.unaryMinus().sigmoid());
  }
}
