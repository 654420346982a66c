package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * yᵢ = shiftᵢ + exp(logScaleᵢ) xᵢ, where both come from x₀, …, xᵢ₋₁ by an autoregressive {@code
 * network} such as {@link Made}; ln |det| = Σ logScaleᵢ. Forward is one pass (inverse
 * autoregressive flow); the inverse takes n passes, one an element. {@code inverse()} is the masked
 * autoregressive flow, which scores in one pass.
 *
 * <p>Source: Kingma et al., "Improving variational inference with inverse autoregressive flow"
 * (2016); Papamakarios, Pavlakou and Murray, "Masked autoregressive flow" (2017).
 */
public record AffineAutoregressive(Conditioner network) implements Bijector {
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
    Conditioner.ShiftAndScale law = network.of(x);
    return law.shift().plus(law.logScale().exp().times(x));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int i = 0; i < y.size(-1); i++) {
      Conditioner.ShiftAndScale law = network.of(x);
      Tensor next = y.minus(law.shift()).times(law.logScale().unaryMinus().exp());
      Tensor known = Tensor.arange(y.size(-1)).lt(i);
      x = Tensor.where(known, x, next);
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return network.of(x).logScale().sum(-1);
  }
}
