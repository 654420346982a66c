package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
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
 * Lévy(loc, scale): p(x) = √(c/2π) exp(−c / 2(x − loc)) / (x − loc)^(3/2) with c the scale, for x
 * &gt; loc; the distribution of loc + c/z² for z standard normal. Parameters broadcast to B; events
 * are numbers. Its mean is infinite.
 */
public record Levy(Tensor loc, Tensor scale, Shape batchShape) implements Univariate {
  /** (1 + 3γ + ln 16π) / 2. */
  private static final double ENTROPY = 3.3244828013968899;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Levy {
    parameters(loc, scale).check(batchShape);
  }

  /** Lévy's distribution above {@code loc}. */
  @Factory("levy")
  public static Levy of(Tensor loc, Tensor scale) {
    return new Levy(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("Levy").real("loc", loc).positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale);
  }

  @Override
  public Constraint support() {
    return Constraints.greaterThan(loc);
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.beyond(loc, scale.div(Noise.normal(key, shape(sampleShape)).square()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor constant = scale.log().times(0.5).minus(Constants.HALF_LOG_TWO_PI);
    return constant.minus(scale.div(x).times(0.5)).minus(x.log().times(1.5));
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor log = value.logAbove(loc);
    Tensor constant = scale.log().times(0.5).minus(Constants.HALF_LOG_TWO_PI);
    return constant.minus(scale.times(log.unaryMinus().exp()).times(0.5)).minus(log.times(1.5));
  }

  @Override
  public Levy expand(Shape batchShape) {
    return Parameters.checked(() -> new Levy(loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.scalar(Double.POSITIVE_INFINITY).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return Tensor.scalar(Double.POSITIVE_INFINITY).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.plus(scale.div(3)).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale.log().plus(ENTROPY).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value.minus(loc).maximum(Tensor.scalar(0));
    return scale.div(x.times(2)).sqrt().erfc();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor z = probability.times(0.5).normalIcdf();
    return loc.plus(scale.div(z.square()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor tail = root(value).unaryMinus().normalLogCdf().plus(Constants.LOG_TWO);
    return Tensor.where(value.gt(loc), tail, Tensor.scalar(Double.NEGATIVE_INFINITY));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Tensor.where(value.gt(loc), Terms.logFoldedCdf(root(value)), Tensor.scalar(0));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.div(Terms.foldedQuantileFromAbove(log).square()));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.plus(scale.div(Terms.foldedQuantile(log).square()));
  }

  /** The |z| with value = loc + scale/z². */
  private Tensor root(Tensor value) {
    Tensor inside = value.gt(loc);
    return scale.div(Tensor.where(inside, value.minus(loc), Tensor.scalar(1))).sqrt();
  }
}
