package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Tensor;

/** y = 1/(1 + e⁻ˣ), from the real line onto (0, 1); ln |dy/dx| = −softplus(x) − softplus(−x). */
public record Sigmoid() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.unitInterval();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.sigmoid();
  }

  @Override
  public Interior forwardInside(Tensor x) {
    return Interior.of(forward(x))
        .above(Tensor.scalar(0), x.logSigmoid())
        .below(Tensor.scalar(1), x.unaryMinus().logSigmoid());
  }

  @Override
  public Interior inverseInside(Interior y) {
    Tensor logit = y.logAbove(Tensor.scalar(0)).minus(y.logBelow(Tensor.scalar(1)));
    return Interior.of(logit);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.log().minus(y.unaryMinus().log1p());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.softplus().plus(x.unaryMinus().softplus()).unaryMinus();
  }
}
