package dev.merapi.distributions.combinator;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of |x| for x of a distribution of real numbers: p(y) = p(y) + p(−y), for y ≥ 0.
 */
public record Folded(Distribution base) implements Univariate {
  /** |x| for x of a distribution of real numbers. */
  @Factory("folded")
  public static Folded of(Distribution base) {
    return new Folded(base);
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegative();
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape).abs();
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return Terms.logAddExp(base.logProb(value), base.logProb(value.unaryMinus()));
  }

  @Override
  public Folded expand(Shape batchShape) {
    return new Folded(base.expand(batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value.maximum(Tensor.scalar(0));
    return base.cdf(x).minus(base.cdf(x.unaryMinus()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor x = value.maximum(Tensor.scalar(0));
    return Tensor.where(
        value.le(0), Tensor.scalar(Double.NEGATIVE_INFINITY), Mass.log(base, x.unaryMinus(), x));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor x = value.maximum(Tensor.scalar(0));
    Tensor both = Terms.logAddExp(base.logSurvival(x), base.logCdf(x.unaryMinus()));
    return Tensor.where(value.le(0), Tensor.scalar(0), both.minimum(Tensor.scalar(0)));
  }
}
