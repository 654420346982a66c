package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Density 1 on all of a set that may be unbounded: a flat prior. It cannot be drawn, so a model
 * that has it needs a start of its own.
 */
public record ImproperUniform(Constraint support, Shape batchShape, Shape eventShape)
    implements Distribution {
  /** A set of numbers, or of smaller arrays, is one of whole events where all of them lie in it. */
  public ImproperUniform {
    int axes = eventShape.rank() - support.eventDim();
    support = axes > 0 ? Constraints.independent(support, axes) : support;
  }

  /** Density 1 on all numbers of a set: a flat prior without draws. */
  @Factory("improperUniform")
  public static ImproperUniform of(Constraint support) {
    return of(support, Shape.SCALAR);
  }

  /** Density 1 on all events of a set: a flat prior without draws. */
  @Factory("improperUniform")
  public static ImproperUniform of(Constraint support, Shape event) {
    return new ImproperUniform(support, Shape.SCALAR, event);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    throw new ArgumentException(
        "An improper uniform distribution on values that are %s has no draws; give the site a start, or a proper prior"
            .formatted(support.describe()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return Tensor.scalar(0);
  }

  /** Nothing is normalised, so there are no probabilities. */
  @Override
  public Tensor logCdf(Tensor value) {
    throw new NoClosedFormException(this, "logCdf");
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    throw new NoClosedFormException(this, "logSurvival");
  }

  @Override
  public ImproperUniform expand(Shape batchShape) {
    return new ImproperUniform(support, batchShape, eventShape);
  }
}
