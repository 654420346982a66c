package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The set of {@link LowerCholesky} under a second name, by which {@code BijectTo} chooses other
 * coordinates: the map onto it makes the diagonal positive by softplus instead of exp, which stays
 * near the identity for large numbers.
 */
public record SoftplusLowerCholesky() implements Constraint {
  @Override
  public int eventDim() {
    return 2;
  }

  @Override
  public boolean isDiscrete() {
    return false;
  }

  @Override
  public Tensor check(Tensor value) {
    return new LowerCholesky().check(value);
  }

  @Override
  public String describe() {
    return new LowerCholesky().describe();
  }

  @Override
  public Tensor interior(Shape value) {
    return new LowerCholesky().interior(value);
  }
}
