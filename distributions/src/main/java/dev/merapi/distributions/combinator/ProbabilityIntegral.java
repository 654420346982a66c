package dev.merapi.distributions.combinator;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = F(x), the probability of at most x under a continuous distribution of numbers, from its
 * support onto the numbers between 0 and 1; dy/dx is the density. Draws of the distribution become
 * uniform, and through {@code inverse()} uniform numbers become draws of the distribution. The
 * distribution must know its cdf and icdf; its batch shape broadcasts with x.
 */
public record ProbabilityIntegral(Distribution distribution) implements Bijector {
  /** Refuses distributions of counts and of arrays. */
  public ProbabilityIntegral {
    if (distribution.isDiscrete() || distribution.eventDim() > 0) {
      throw new ArgumentException(
          "The probability integral is one-to-one for densities of numbers alone, but %s has values each of which is %s"
              .formatted(
                  distribution.getClass().getSimpleName(), distribution.support().describe()));
    }
  }

  @Override
  public Constraint domain() {
    return distribution.support();
  }

  @Override
  public Constraint codomain() {
    return Constraints.unitInterval();
  }

  @Override
  public Tensor forward(Tensor x) {
    return distribution.cdf(x).expand(forwardShape(x.shape()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return distribution.icdf(y).expand(inverseShape(y.shape()));
  }

  /** By the end that is nearer. */
  @Override
  public Interior inverseInside(Interior y) {
    Tensor below = y.logAbove(Tensor.scalar(0));
    Tensor above = y.logBelow(Tensor.scalar(1));
    Tensor left = below.lt(above);
    Tensor half = Tensor.scalar(-Math.log(2));
    Tensor low = distribution.inverseLogCdf(Tensor.where(left, below, half));
    Tensor high = distribution.inverseLogSurvival(Tensor.where(left, half, above));
    return Interior.of(Tensor.where(left, low, high).expand(inverseShape(y.value().shape())));
  }

  @Override
  public Interior forwardInside(Tensor x) {
    return Interior.of(forward(x))
        .above(Tensor.scalar(0), distribution.logCdf(x))
        .below(Tensor.scalar(1), distribution.logSurvival(x));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return distribution.logDensity(x);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(distribution.batchShape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
