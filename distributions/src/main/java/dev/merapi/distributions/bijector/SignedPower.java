package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = sign(x) |x|^exponent with exponent &gt; 0, on the real line; ln |dy/dx| = ln exponent +
 * (exponent − 1) ln |x|, which at 0 is ±∞ unless the exponent is 1.
 */
public record SignedPower(Tensor exponent) implements Bijector {
  /** Refuses a known exponent that is not positive. */
  public SignedPower {
    exponent = Validation.positive("SignedPower", "exponent", exponent);
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("SignedPower").positive("exponent", exponent);
  }

  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.sign().times(x.abs().pow(exponent));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.sign().times(y.abs().pow(exponent.reciprocal()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return exponent.log().plus(exponent.minus(1).xlogy(x.abs()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(exponent.shape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
