package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link MultivariateNormal} for vectors with holes: elements that are NaN are missing and
 * integrated out, so the density is that of the others. With m = 1 for what is there and 0 for what
 * is not, it is that of m (x − loc) under the covariance m mᵀ Σ + diag(1 − m), element by element,
 * without the constants of what is missing.
 */
public record NanMaskedMultivariateNormal(MultivariateNormal base) implements Distribution {

  /** The mean and the factor of the covariance. */
  public static NanMaskedMultivariateNormal ofScaleTril(Tensor loc, Tensor scaleTril) {
    return new NanMaskedMultivariateNormal(MultivariateNormal.ofScaleTril(loc, scaleTril));
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
  public Parameters parameters() {
    return base.parameters();
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
    Tensor missing = value.isNan();
    Tensor there = missing.not();
    Tensor gap = Tensor.where(missing, base.loc(), value).minus(base.loc()).times(there);
    Tensor kept = there.unsqueeze(-1).times(there.unsqueeze(-2)).times(base.covariance());
    Tensor root =
        kept.plus(missing.unsqueeze(-1).times(Tensor.eye(value.size(-1)))).choleskyOrNaN();
    Tensor z = Gaussian.whiten(root, gap);
    Tensor constant = there.sum(-1).times(Constants.HALF_LOG_TWO_PI);
    return Gaussian.length(z, -1).times(-0.5).minus(Gaussian.logDet(root).plus(constant));
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor filled = Tensor.where(value.isNan(), Tensor.scalar(0), value);
    Tensor inside = support().check(filled);
    Tensor safe = Tensor.where(inside.unsqueeze(-1), value, Tensor.scalar(0));
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(inside, logProbInside(safe), never).expand(densityShape(value));
  }

  @Override
  public void requireInSupport(Tensor value) {
    base.requireInSupport(Tensor.where(value.isNan(), Tensor.scalar(0), value));
  }

  @Override
  public NanMaskedMultivariateNormal expand(Shape batchShape) {
    return new NanMaskedMultivariateNormal(base.expand(batchShape));
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
