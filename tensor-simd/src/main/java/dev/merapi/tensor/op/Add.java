package dev.merapi.tensor.op;

import dev.merapi.tensor.Tensor;

/** a + b. Adjoints: dy and dy. */
public record Add() implements Elementwise2 {
  @Override
  public double scalar(double a, double b) {
    return a + b;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy;
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy;
  }
}
