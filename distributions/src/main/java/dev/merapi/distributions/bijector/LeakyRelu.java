package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;

/**
 * y = x for x ≥ 0 and slope · x below, with slope &gt; 0, on the real line; ln |dy/dx| = 0 and ln
 * slope.
 */
public record LeakyRelu(double slope) implements Bijector {
  /** Refuses a slope that is not positive. */
  public LeakyRelu {
    if (!(slope > 0 && slope < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException("LeakyRelu: slope must be positive, but it is " + slope);
    }
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
    return Tensor.where(x.ge(0), x, x.times(slope));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return Tensor.where(y.ge(0), y, y.div(slope));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.where(x.ge(0), Tensor.scalar(0), Tensor.scalar(Math.log(slope)));
  }
}
