package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = logit p with p = Σₖ wₖ sigmoid(exp(logSlopeₖ) x + offsetₖ) and w = softmax(weights), from the
 * real line onto itself; the three parameters are [.., K]. dy/dx = p′/(p(1 − p)), all in
 * logarithms.
 *
 * <p>The inverse is found between the least and the greatest of the K points at which one sigmoid
 * alone is p, to the last digits. Source: Huang, Krueger, Lacoste and Courville, "Neural
 * autoregressive flows" (2018), equation 8 (deep sigmoidal flow, one layer).
 */
public record SigmoidMixture(Tensor logSlopes, Tensor offsets, Tensor weights) implements Bijector {
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
    return logShare(units(x)).minus(logShare(units(x).unaryMinus()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor alone = y.unsqueeze(-1).minus(offsets).times(logSlopes.unaryMinus().exp());
    return Root.of(this::forward, this::logSlope, y, alone.min(-1), alone.max(-1));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logSlope(x);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(
        x,
        logSlopes.shape().dropRight(1),
        offsets.shape().dropRight(1),
        weights.shape().dropRight(1));
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }

  private Tensor units(Tensor x) {
    return x.unsqueeze(-1).times(logSlopes.exp()).plus(offsets);
  }

  /** ln Σ wₖ sigmoid(unitₖ). */
  private Tensor logShare(Tensor units) {
    return weights.logSoftmax(-1).plus(units.logSigmoid()).logSumExp(-1);
  }

  private Tensor logSlope(Tensor x) {
    Tensor units = units(x);
    Tensor both = units.logSigmoid().plus(units.unaryMinus().logSigmoid());
    Tensor rise = weights.logSoftmax(-1).plus(logSlopes).plus(both).logSumExp(-1);
    return rise.minus(logShare(units)).minus(logShare(units.unaryMinus()));
  }
}
