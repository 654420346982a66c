package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The logistic distribution with its cdf raised to a power: P(X ≤ x) = (1 + e⁻ᶻ)^(−asymmetry) with
 * z = (x − loc)/scale, skewed to the left for asymmetry &lt; 1. Parameters broadcast to B; events
 * are numbers.
 */
public record SkewLogistic(Tensor loc, Tensor scale, Tensor asymmetry, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SkewLogistic {
    parameters(loc, scale, asymmetry).check(batchShape);
  }

  /** Logistic with its cdf raised to a power. */
  @Factory("skewLogistic")
  public static SkewLogistic of(Tensor loc, Tensor scale, Tensor asymmetry) {
    return new SkewLogistic(loc, scale, asymmetry, parameters(loc, scale, asymmetry).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale, Tensor asymmetry) {
    return Parameters.of("SkewLogistic")
        .real("loc", loc)
        .positive("scale", scale)
        .positive("asymmetry", asymmetry);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale, asymmetry);
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return icdf(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    Tensor below = z.unaryMinus().softplus().times(asymmetry).plus(z.softplus());
    return asymmetry.log().minus(scale.log()).minus(below);
  }

  @Override
  public SkewLogistic expand(Shape batchShape) {
    return Parameters.checked(() -> new SkewLogistic(loc, scale, asymmetry, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(scale.times(asymmetry.digamma().plus(Constants.EULER_GAMMA)))
        .expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale
        .square()
        .times(asymmetry.trigamma().plus(Math.PI * Math.PI / 6))
        .expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.plus(scale.times(asymmetry.log())).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.unaryMinus().softplus().times(asymmetry).unaryMinus().exp();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor root = probability.log().div(asymmetry).unaryMinus();
    return loc.minus(scale.times(root.expm1().log()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.unaryMinus().softplus().times(asymmetry).unaryMinus();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    Tensor far = z.gt(37);
    Tensor near = Tensor.where(far, Tensor.scalar(0), z).unaryMinus().softplus();
    Tensor log = Tensor.where(far, z.unaryMinus(), near.log());
    return Terms.logRise(asymmetry.log().plus(log));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.minus(scale.times(log.div(asymmetry).unaryMinus().expm1().log()));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    Tensor size = Terms.logRiseInverse(log).minus(asymmetry.log());
    Tensor tiny = size.lt(-37);
    Tensor odds = Tensor.where(tiny, Tensor.scalar(0), size).exp().expm1();
    Tensor place = Tensor.where(tiny, size, odds.log());
    return loc.minus(scale.times(place));
  }
}
