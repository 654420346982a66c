package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = H₁ ⋯ Hₖ x, reflections at the planes across {@code vectors} v [.., k, n], the last one first:
 * H x = x − 2 v (v·x)/|v|²; ln |det| = 0. Any orthogonal matrix is a product of n of them, up to
 * the sign of one axis.
 *
 * <p>Source: Tomczak and Welling, "Improving variational auto-encoders using Householder flow"
 * (2016), equation 8.
 */
public record Householder(Tensor vectors) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (int i = vectors.size(-2) - 1; i >= 0; i--) {
      y = reflected(y, i);
    }
    return y;
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int i = 0; i < vectors.size(-2); i++) {
      x = reflected(x, i);
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(1));
  }

  private Tensor reflected(Tensor x, int i) {
    Tensor v = vectors.slice(-2, i, i + 1).squeeze(-2);
    Tensor part = x.times(v).sum(-1).div(v.square().sum(-1)).times(2);
    return x.minus(v.times(part.unsqueeze(-1)));
  }
}
