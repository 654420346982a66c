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

  /**
   * Values with draws of their missing elements given the others, jointly: with z a draw of all, z
   * + Σ[·, o] Σ[o, o]⁻¹ (x − z)[o] (Matheron's rule; Doucet, "A note on efficient conditional
   * simulation of Gaussian distributions", 2010).
   */
  public Tensor filled(Key key, Tensor value) {
    Shape batch = densityShape(value);
    Tensor z = base.expand(batch).sample(key);
    return Tensor.where(value.isNan(), z.plus(moved(value, z)), value);
  }

  /** The expectation of the missing elements given the others, beside these, [.., n]. */
  public Tensor expected(Tensor value) {
    Tensor mean = base.loc().expand(densityShape(value).append(eventShape()));
    return Tensor.where(value.isNan(), mean.plus(moved(value, mean)), value);
  }

  /** Σ[·, o] Σ[o, o]⁻¹ (x − z)[o]. */
  private Tensor moved(Tensor value, Tensor z) {
    Tensor there = value.isNan().not();
    Tensor gap = Tensor.where(there, value, z).minus(z);
    Tensor root = root(there);
    Tensor white = Gaussian.whiten(root, gap);
    Tensor solved = root.solveTriangular(white.unsqueeze(-1), true, true);
    Tensor masked = solved.squeeze(-1).times(there);
    return base.covariance().matmul(masked.unsqueeze(-1)).squeeze(-1);
  }

  /** The factor of the covariance of what is there, beside a 1 for each missing element. */
  private Tensor root(Tensor there) {
    Tensor kept = there.unsqueeze(-1).times(there.unsqueeze(-2)).times(base.covariance());
    Tensor missing = there.not().unsqueeze(-1).times(Tensor.eye(there.size(-1)));
    return kept.plus(missing).choleskyOrNaN();
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor missing = value.isNan();
    Tensor there = missing.not();
    Tensor gap = Tensor.where(missing, base.loc(), value).minus(base.loc()).times(there);
    Tensor root = root(there);
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
