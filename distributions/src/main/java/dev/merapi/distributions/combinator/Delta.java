package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * All probability at one point {@code value} [B.., E..] with {@code eventDim} event axes:
 * log-density {@code logWeight} [B..] there, −∞ elsewhere.
 */
public record Delta(Tensor value, Tensor logWeight, int eventDim, Shape batchShape)
    implements Distribution {

  /** Refuses a value that is no number. */
  public Delta {
    Validation.parameter(
        "Delta", "value", value, Constraints.independent(Constraints.real(), eventDim));
  }

  /** All probability at one value whose last {@code eventDim} axes are one event. */
  @Factory(value = "delta", arrays = "value")
  public static Delta of(Tensor value, int eventDim) {
    return of(value, Tensor.scalar(0), eventDim);
  }

  /** At the given point, with the given log-density there. */
  public static Delta of(Tensor value, Tensor logWeight, int eventDim) {
    Shape batch = Shape.broadcast(value.shape().dropRight(eventDim), logWeight.shape());
    return new Delta(value, logWeight, eventDim, batch);
  }

  /** All probability at one number, or at each number of a batch. */
  @Factory("delta")
  public static Delta of(Tensor value) {
    return of(value, 0);
  }

  @Override
  public Shape eventShape() {
    return value.shape().takeRight(eventDim);
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Delta").with("value", value, support());
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), eventDim);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return value.expand(shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor at) {
    Tensor equal = at.eq(value);
    for (int i = 0; i < eventDim; i++) {
      equal = equal.min(-1);
    }
    return Tensor.where(equal, logWeight, Tensor.scalar(Double.NEGATIVE_INFINITY));
  }

  @Override
  public Tensor logCdf(Tensor at) {
    return step(at.ge(number("logCdf")));
  }

  @Override
  public Tensor logSurvival(Tensor at) {
    return step(at.lt(number("logSurvival")));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return number("icdf").plus(probability.times(0));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return icdf(log.exp());
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return icdf(log.exp());
  }

  private static Tensor step(Tensor reached) {
    return Tensor.where(reached, Tensor.scalar(0), Tensor.scalar(Double.NEGATIVE_INFINITY));
  }

  private Tensor number(String quantity) {
    if (eventDim > 0) {
      throw new NoClosedFormException(this, quantity);
    }
    return value;
  }

  @Override
  public Delta expand(Shape batchShape) {
    return new Delta(value, logWeight, eventDim, batchShape);
  }

  @Override
  public Tensor mean() {
    return value.expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    return Tensor.zeros(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
