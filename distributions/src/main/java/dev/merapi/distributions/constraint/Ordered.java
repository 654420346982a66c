package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Vectors of finite numbers in strictly increasing order. */
public record Ordered() implements Constraint {
  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    return new Real().check(value).min(-1).and(increasing(value));
  }

  /** Whether each element is greater than the one before. */
  static Tensor increasing(Tensor value) {
    int n = value.size(-1);
    return n < 2
        ? Tensor.ones(value.shape().dropRight(1))
        : value.slice(-1, 1, n).gt(value.slice(-1, 0, n - 1)).min(-1);
  }

  @Override
  public String describe() {
    return "a vector in strictly increasing order";
  }

  @Override
  public Tensor interior(Shape value) {
    return Tensor.arange(value.size(-1));
  }
}
