package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.TailsOf;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** A {@link Normal} for data with holes: a value that is NaN is missing and has log-density 0. */
public record NanMaskedNormal(Normal base) implements Univariate, TailsOf {

  /** The mean and the standard deviation. */
  public static NanMaskedNormal of(Tensor loc, Tensor scale) {
    return new NanMaskedNormal(Normal.of(loc, scale));
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return base.mask(value.isNan().not()).logDensity(value);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return base.mask(value.isNan().not()).logProb(value).expand(densityShape(value));
  }

  @Override
  public void requireInSupport(Tensor value) {
    base.mask(value.isNan().not()).requireInSupport(value);
  }

  @Override
  public NanMaskedNormal expand(Shape batchShape) {
    return new NanMaskedNormal(base.expand(batchShape));
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }
}
