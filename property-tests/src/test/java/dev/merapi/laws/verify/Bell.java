package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** A normal distribution around 0 by a user, with or without its normaliser. */
record Bell(Tensor sigma, boolean whole, Shape batchShape) implements Distribution {
  Bell(Tensor sigma, boolean whole) {
    this(sigma, whole, sigma.shape());
  }

  @Override
  public Shape eventShape() {
    return Shape.SCALAR;
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return normal(0, sigma).expand(batchShape).sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor square = value.div(sigma).square().times(-0.5);
    return whole ? square.minus(sigma.log()) : square;
  }

  @Override
  public Distribution expand(Shape other) {
    return new Bell(sigma, whole, other);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return normal(0, sigma).cdf(value);
  }
}
