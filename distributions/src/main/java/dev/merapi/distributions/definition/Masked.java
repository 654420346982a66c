package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution whose log-density is 0 where {@code mask} [B..] is 0. Masked values are replaced
 * by a point of the support before the density is asked for, so missing data (NaN) leave gradients
 * finite. Where the mask is known to be 0 everywhere, nothing is asked for.
 */
public record Masked(Distribution base, Tensor mask) implements TailsOf {

  /** Checks that the mask is made of 0 and 1. */
  public Masked {
    var _ = Validation.parameter("Masked", "mask", mask, Constraints.bool());
  }

  static Masked of(Distribution distribution, Tensor mask) {
    Shape batch = Shape.broadcast(distribution.batchShape(), mask.shape());
    return new Masked(distribution.expand(batch), mask);
  }

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
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return nothing() ? none(value) : masked(base.logProbInside(feasible(value)));
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    return nothing() ? none(value.value()) : masked(base.logProbInside(value));
  }

  @Override
  public Tensor logProb(Tensor value) {
    return nothing() ? none(value) : masked(base.logProb(feasible(value)));
  }

  @Override
  public void requireInSupport(Tensor value) {
    base.requireInSupport(feasible(value));
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return Parameters.checked(() -> new Masked(base.expand(batchShape), mask));
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Tensor mode() {
    return base.mode();
  }

  private boolean nothing() {
    return mask instanceof Dense dense && Flags.none(dense);
  }

  private Tensor none(Tensor value) {
    return Tensor.zeros(densityShape(value));
  }

  private Tensor feasible(Tensor value) {
    return Values.where(mask, value, base.support(), eventDim());
  }

  private Tensor masked(Tensor logDensity) {
    return Tensor.where(mask, logDensity, Tensor.scalar(0));
  }
}
