package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * One distribution where {@code mask} is 0 and another where it is not: p(x) = p₀(x) or p₁(x),
 * element by element of the batch. The mask, of 0 and 1, broadcasts with the batches of both
 * distributions to B; their events have one shape.
 */
public record MaskedMixture(Tensor mask, Distribution zero, Distribution one, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public MaskedMixture {
    if (!zero.eventShape().equals(one.eventShape())) {
      throw new ShapeException(
          "MaskedMixture: both distributions must have one event shape, but they have %s and %s"
              .formatted(zero.eventShape(), one.eventShape()));
    }
    parameters(mask, zero, one).check(batchShape);
  }

  /**
   * The distribution {@code one} where the mask is 1, the distribution {@code zero} where it is 0.
   */
  @Factory(value = "maskedMixture", arrays = "mask")
  public static MaskedMixture of(Tensor mask, Distribution zero, Distribution one) {
    Shape batch = parameters(mask, zero, one).shape();
    return new MaskedMixture(mask, zero, one, batch);
  }

  private static Parameters parameters(Tensor mask, Distribution zero, Distribution one) {
    return Parameters.of("MaskedMixture")
        .with("mask", mask, Constraints.bool())
        .given("zero", zero.batchShape())
        .given("one", one.batchShape());
  }

  @Override
  public Parameters parameters() {
    return parameters(mask, zero, one);
  }

  @Override
  public Shape eventShape() {
    return zero.eventShape();
  }

  @Override
  public Constraint support() {
    Constraint first = zero.support();
    Constraint second = one.support();
    return first.equals(second) ? first : new Either(first, second);
  }

  @Override
  public boolean reparametrised() {
    return zero.reparametrised() && one.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return where(
        one.expand(batchShape).sample(key.fold("one"), sampleShape),
        zero.expand(batchShape).sample(key.fold("zero"), sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return Tensor.where(mask, one.logProb(value), zero.logProb(value));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Tensor.where(mask, one.logCdf(value), zero.logCdf(value));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Tensor.where(mask, one.logSurvival(value), zero.logSurvival(value));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return Tensor.where(mask, one.inverseLogCdf(log), zero.inverseLogCdf(log));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return Tensor.where(mask, one.inverseLogSurvival(log), zero.inverseLogSurvival(log));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return Tensor.where(mask, one.icdf(probability), zero.icdf(probability));
  }

  @Override
  public MaskedMixture expand(Shape batchShape) {
    return Parameters.checked(() -> new MaskedMixture(mask, zero, one, batchShape));
  }

  @Override
  public Tensor mean() {
    return where(one.mean(), zero.mean()).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    return where(one.variance(), zero.variance()).expand(batchShape.append(eventShape()));
  }

  private Tensor where(Tensor yes, Tensor no) {
    return Tensor.where(LastAxis.withEventAxes(mask, eventShape()), yes, no);
  }
}
