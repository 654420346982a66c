package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Conditional;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * Element i of a vector through a map of numbers that an autoregressive {@code network} chooses by
 * looking at x₀, …, xᵢ₋₁ alone: from [.., n] it gives the bijector of all n numbers. The Jacobian
 * is triangular, so ln |det| is the sum of the logarithms of the slopes. Forward is one pass
 * (inverse autoregressive flow), the inverse takes n, one an element; {@code inverse()} is the
 * masked autoregressive flow, which scores in one pass.
 *
 * <p>Source: Kingma et al., "Improving variational inference with inverse autoregressive flow"
 * (2016), equation 10; Papamakarios, Pavlakou and Murray, "Masked autoregressive flow" (2017),
 * equations 3 and 4.
 */
public record Autoregressive(Conditional network) implements Bijector {
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
    return network.given(x).forward(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int i = 0; i < y.size(-1); i++) {
      Tensor known = Tensor.arange(y.size(-1)).lt(i);
      x = Tensor.where(known, x, network.given(x).inverse(y));
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return network.given(x).logAbsDetJacobian(x, y).sum(-1);
  }
}
