package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;

/**
 * a mod b = a − b · ⌊a/b⌋, exact, with the sign of b; NaN where b is 0 or a infinite. Adjoints: dy
 * and −dy · ⌊a/b⌋.
 */
public record Modulo() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    double rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy;
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(a.div(b).floor()).unaryMinus();
  }
}
