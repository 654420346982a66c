package dev.merapi.effects.internal;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The law of what the program computes: {@code value} [B.. E..] for certain, with log-density
 * {@code logFactor} [B..], which need not be normalised. A factor has no value: E = [0].
 */
public record Certain(Tensor value, int eventDim, Tensor logFactor, Shape batchShape)
    implements Distribution {
  private static final Tensor NOTHING = Tensor.zeros(Shape.of(0));

  /** A computed value of density 1, whose rightmost {@code eventDim} dims are one element. */
  public static Certain value(Tensor value, int eventDim) {
    return new Certain(value, eventDim, Tensor.scalar(0), value.shape().dropRight(eventDim));
  }

  /** No value, and a factor of the density for each element of {@code logFactor}. */
  public static Certain factor(Tensor logFactor) {
    return new Certain(NOTHING, 1, logFactor, logFactor.shape());
  }

  /** Whether this is a factor rather than a value. */
  public boolean isFactor() {
    return value.equals(NOTHING);
  }

  @Override
  public Shape eventShape() {
    return value.shape().takeRight(eventDim);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), eventDim);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return value.expand(shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor ignored) {
    return logFactor;
  }

  @Override
  public Tensor logProb(Tensor ignored) {
    return logFactor.expand(batchShape);
  }

  /** A factor with a term for each element of the batch; a value has the shape that it has. */
  @Override
  public Distribution expand(Shape batch) {
    return isFactor() ? new Certain(value, eventDim, logFactor, batch) : this;
  }
}
