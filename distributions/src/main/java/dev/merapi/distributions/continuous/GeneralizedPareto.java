package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.CumulativeHazard;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of excesses over a threshold: p(x) = (1 + c z)^(−1 − 1/c) / scale with z = (x −
 * loc)/scale and c the concentration, for x ≥ loc, up to loc − scale/c where c &lt; 0; c = 0 is the
 * exponential distribution. Parameters broadcast to B; events are numbers. The mean is infinite
 * from c = 1 on, the variance from c = ½ on.
 *
 * <p>Source: Coles, "An Introduction to Statistical Modeling of Extreme Values" (2001), section
 * 4.2.
 */
public record GeneralizedPareto(Tensor loc, Tensor scale, Tensor concentration, Shape batchShape)
    implements CumulativeHazard {
  /** Below this size of c, terms of order c² are less than rounding. */
  private static final double FLAT = 1e-10;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GeneralizedPareto {
    parameters(loc, scale, concentration).check(batchShape);
  }

  /** Excesses over the threshold {@code loc}. */
  @Factory("generalizedPareto")
  public static GeneralizedPareto of(Tensor loc, Tensor scale, Tensor concentration) {
    return new GeneralizedPareto(
        loc, scale, concentration, parameters(loc, scale, concentration).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale, Tensor concentration) {
    return Parameters.of("GeneralizedPareto")
        .real("loc", loc)
        .positive("scale", scale)
        .real("concentration", concentration);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale, concentration);
  }

  @Override
  public Constraint support() {
    boolean bounded = concentration.lt(0) instanceof Dense below && Flags.all(below);
    return bounded
        ? Constraints.interval(loc, loc.minus(scale.div(concentration)))
        : Constraints.atLeast(loc);
  }

  /** −∞ also beyond an upper end that {@link #support}, for mixed signs, does not know of. */
  private Tensor withinReach(Tensor z, Tensor logDensity) {
    Tensor beyond = concentration.times(z).plus(1).lt(0);
    return Tensor.where(beyond, Tensor.scalar(Double.NEGATIVE_INFINITY), logDensity);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.finite(icdf(Noise.uniform(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    Tensor density = excess(z).times(concentration.plus(1)).plus(scale.log()).unaryMinus();
    return withinReach(z, density);
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    boolean bounded = concentration.lt(0) instanceof Dense below && Flags.all(below);
    if (!bounded) {
      return logDensity(value.value());
    }
    Tensor log = value.logBelow(loc.minus(scale.div(concentration)));
    Tensor left = log.plus(concentration.unaryMinus().log()).minus(scale.log());
    return left.div(concentration).times(concentration.plus(1)).plus(scale.log()).unaryMinus();
  }

  @Override
  public GeneralizedPareto expand(Shape batchShape) {
    return Parameters.checked(() -> new GeneralizedPareto(loc, scale, concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor finite = concentration.lt(1);
    Tensor c = Tensor.where(finite, concentration, Tensor.scalar(0));
    Tensor mean = loc.plus(scale.div(c.unaryMinus().plus(1)));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, mean, infinite).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor finite = concentration.lt(0.5);
    Tensor c = Tensor.where(finite, concentration, Tensor.scalar(0));
    Tensor mean = scale.div(c.unaryMinus().plus(1));
    Tensor variance = mean.square().div(c.times(-2).plus(1));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, variance, infinite).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(concentration).plus(1).expand(batchShape);
  }

  @Override
  public Tensor cumulativeHazard(Tensor value) {
    return excess(value.maximum(loc).minus(loc).div(scale));
  }

  @Override
  public Tensor atCumulativeHazard(Tensor hazard) {
    Tensor zero = concentration.abs().lt(FLAT);
    Tensor c = Tensor.where(zero, Tensor.scalar(1), concentration);
    Tensor straight = hazard.times(concentration.times(hazard).times(0.5).plus(1));
    return loc.plus(scale.times(Tensor.where(zero, straight, c.times(hazard).expm1().div(c))));
  }

  /** ln(1 + c z) / c, which is z − c z²/2 for tiny c and infinite beyond the upper end. */
  private Tensor excess(Tensor z) {
    Tensor far = z.maximum(Tensor.scalar(1)).minimum(Tensor.scalar(1e300));
    Tensor zero = concentration.times(far).abs().lt(FLAT);
    Tensor c = Tensor.where(zero, Tensor.scalar(1), concentration);
    Tensor scaled = c.times(z).maximum(Tensor.scalar(-1));
    Tensor finite = z.minimum(Tensor.scalar(1e300));
    Tensor straight = z.times(concentration.times(finite).times(-0.5).plus(1));
    Tensor over = scaled.eq(Double.POSITIVE_INFINITY);
    Tensor log = Tensor.where(over, c.abs().log().plus(far.log()), scaled.log1p());
    return Tensor.where(zero, straight, log.div(c));
  }
}
