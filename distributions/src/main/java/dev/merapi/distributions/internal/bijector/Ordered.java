package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y₀ = x₀ and yₖ = yₖ₋₁ + exp(xₖ), from vectors onto vectors in increasing order; ln |det| = Σₖ₌₁
 * xₖ.
 */
public record Ordered() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.ordered();
  }

  @Override
  public Tensor forward(Tensor x) {
    int n = x.size(-1);
    Tensor steps = Tensor.concat(-1, x.slice(-1, 0, 1), x.slice(-1, 1, n).exp());
    return n < 2 ? x : steps.cumsum(-1);
  }

  @Override
  public Tensor inverse(Tensor y) {
    int n = y.size(-1);
    return n < 2 ? y : Tensor.concat(-1, y.slice(-1, 0, 1), gaps(y, n).log());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.slice(-1, 1, x.size(-1)).sum(-1);
  }

  private static Tensor gaps(Tensor y, int n) {
    return y.slice(-1, 1, n).minus(y.slice(-1, 0, n - 1));
  }
}
