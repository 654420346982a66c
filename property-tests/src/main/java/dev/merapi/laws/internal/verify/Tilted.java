package dev.merapi.laws.internal.verify;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The density of a positive number divided by the number: what remains where a prior on it is
 * written for its logarithm and the Jacobian is lost. Draws stay those of the distribution.
 */
public record Tilted(Distribution base) implements Distribution {
  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    return base.eventShape();
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return base.logDensity(value).minus(value.log());
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return new Tilted(base.expand(batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    throw new NoClosedFormException(this, "cdf");
  }
}
