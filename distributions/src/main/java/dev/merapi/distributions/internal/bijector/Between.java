package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = low + (high − low) / (1 + e⁻ˣ), from the real line onto (low, high), whose bounds are
 * tensors; ln |dy/dx| = ln(high − low) − softplus(x) − softplus(−x).
 */
public record Between(Tensor low, Tensor high) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.openInterval(low, high);
  }

  @Override
  public Tensor forward(Tensor x) {
    return low.plus(high.minus(low).times(x.sigmoid()));
  }

  @Override
  public Interior forwardInside(Tensor x) {
    Tensor logWidth = high.minus(low).log();
    return Interior.of(forward(x))
        .above(low, logWidth.plus(x.logSigmoid()))
        .below(high, logWidth.plus(x.unaryMinus().logSigmoid()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.minus(low).log().minus(high.minus(y).log());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor logWidth = high.minus(low).log();
    return logWidth.minus(x.softplus().plus(x.unaryMinus().softplus()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(low.shape(), high.shape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
