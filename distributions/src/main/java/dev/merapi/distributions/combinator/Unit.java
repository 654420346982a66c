package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of the empty event, with the log-density {@code logFactor} [B..]: a factor, with
 * no value.
 */
public record Unit(Tensor logFactor, Shape batchShape) implements Distribution {

  /** The empty event with a log-density: a factor. */
  @Factory("unit")
  public static Unit of(Tensor logFactor) {
    return new Unit(logFactor, logFactor.shape());
  }

  @Override
  public Shape eventShape() {
    return Shape.of(0);
  }

  @Override
  public Constraint support() {
    return Constraints.realVector();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Tensor.zeros(shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return logFactor;
  }

  @Override
  public Tensor logProb(Tensor value) {
    return logFactor.expand(densityShape(value));
  }

  @Override
  public void requireInSupport(Tensor value) {
    var _ = densityShape(value);
  }

  @Override
  public Unit expand(Shape batchShape) {
    return new Unit(logFactor, batchShape);
  }
}
