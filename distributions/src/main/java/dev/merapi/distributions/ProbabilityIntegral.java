package dev.merapi.distributions;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = F(x), the probability of at most x under a continuous law of numbers, from its support onto
 * the numbers between 0 and 1; dy/dx is the density. Draws of the law become uniform, and through
 * {@code inverse()} uniform numbers become draws of the law. The law must know its cdf and icdf;
 * its batch shape broadcasts with x.
 */
public record ProbabilityIntegral(Distribution law) implements Bijector {
  /** Refuses laws of counts and of arrays. */
  public ProbabilityIntegral {
    if (law.isDiscrete() || law.eventDim() > 0) {
      throw new ArgumentException(
          "The probability integral is one-to-one for densities of numbers alone, but %s has values each of which is %s"
              .formatted(law.getClass().getSimpleName(), law.support().describe()));
    }
  }

  @Override
  public Constraint domain() {
    return law.support();
  }

  @Override
  public Constraint codomain() {
    return Constraints.unitInterval();
  }

  @Override
  public Tensor forward(Tensor x) {
    return law.cdf(x).expand(forwardShape(x.shape()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return law.icdf(y).expand(inverseShape(y.shape()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return law.logDensity(x);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(law.batchShape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
