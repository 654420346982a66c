package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Tensor;

/**
 * y = tanh x, from the real line onto (−1, 1); ln |dy/dx| = 2 (ln 2 − x − softplus(−2x)), which is
 * exact for large |x|.
 */
public record Tanh() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.openInterval(-1, 1);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.tanh();
  }

  @Override
  public Interior inverseInside(Interior y) {
    Tensor twice = y.logAbove(Tensor.scalar(-1)).minus(y.logBelow(Tensor.scalar(1)));
    return Interior.of(twice.times(0.5));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.log1p().minus(y.unaryMinus().log1p()).times(0.5);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.plus(x.times(-2).softplus()).minus(Math.log(2)).times(-2);
  }
}
