package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/** a · b + c with one rounding: a step of the chains that a product of matrices consists of. */
public record MultiplyAdd() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double c) {
    return Math.fma(a, b, c);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor c, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(b);
      case 1 -> dy.times(a);
      default -> dy;
    };
  }
}
