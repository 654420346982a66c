package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Nonzero;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** y = x^exponent with exponent ≠ 0, on the positive numbers; ln |dy/dx| = ln |exponent · y/x|. */
public record Power(Tensor exponent) implements Bijector {
  /** Refuses a known exponent that is 0 or not finite. */
  public Power {
    exponent = Validation.parameter("Power", "exponent", exponent, new Nonzero());
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Power").with("exponent", exponent, new Nonzero());
  }

  @Override
  public Constraint domain() {
    return Constraints.positive();
  }

  @Override
  public Constraint codomain() {
    return Constraints.positive();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.pow(exponent);
  }

  @Override
  public Interior inverseInside(Interior y) {
    Tensor log = y.logAbove(Tensor.scalar(0)).div(exponent);
    return Interior.of(log.exp()).above(Tensor.scalar(0), log);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.pow(exponent.reciprocal());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return exponent.times(y).div(x).abs().log();
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
