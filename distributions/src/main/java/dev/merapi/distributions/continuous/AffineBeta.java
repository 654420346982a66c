package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogBetaInverse;

/**
 * The distribution of loc + scale · x for x of a Beta distribution, on [loc, loc + scale].
 * Parameters broadcast to B; events are numbers.
 */
public record AffineBeta(
    Tensor concentration1, Tensor concentration0, Tensor loc, Tensor scale, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public AffineBeta {
    parameters(concentration1, concentration0, loc, scale).check(batchShape);
  }

  /** loc + scale · x for x of a Beta distribution. */
  @Factory("affineBeta")
  public static AffineBeta of(
      Tensor concentration1, Tensor concentration0, Tensor loc, Tensor scale) {
    return new AffineBeta(
        concentration1,
        concentration0,
        loc,
        scale,
        parameters(concentration1, concentration0, loc, scale).shape());
  }

  private static Parameters parameters(
      Tensor concentration1, Tensor concentration0, Tensor loc, Tensor scale) {
    return Parameters.of("AffineBeta")
        .positive("concentration1", concentration1)
        .positive("concentration0", concentration0)
        .real("loc", loc)
        .positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration1, concentration0, loc, scale);
  }

  @Override
  public Constraint support() {
    return Constraints.interval(loc, loc.plus(scale));
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor draws = loc.plus(scale.times(unit().sample(key, sampleShape)));
    Tensor high = loc.plus(scale);
    return draws.maximum(loc.plus(gap(loc))).minimum(high.minus(gap(high)));
  }

  /** From a number to its neighbour: a draw that is rounded does not reach an end. */
  private static Tensor gap(Tensor end) {
    return end.abs().times(0.75 * Math.ulp(1.0)).maximum(Tensor.scalar(Double.MIN_VALUE));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return unit().logDensity(place(value)).minus(scale.log());
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor logScale = scale.log();
    Tensor left = value.logAbove(loc).minus(logScale);
    Tensor right = value.logBelow(loc.plus(scale)).minus(logScale);
    Tensor powers = concentration1.minus(1).times(left).plus(concentration0.minus(1).times(right));
    return powers.minus(concentration1.lbeta(concentration0)).minus(logScale);
  }

  @Override
  public AffineBeta expand(Shape batchShape) {
    return Parameters.checked(
        () -> new AffineBeta(concentration1, concentration0, loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(scale.times(unit().mean())).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(unit().variance()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.plus(scale.times(unit().mode())).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return unit().entropy().plus(scale.log()).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return unit().cdf(place(value));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.plus(scale.times(unit().icdf(probability)));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return new LogBetaI().on(concentration1, concentration0, logit(value));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return new LogBetaI().on(concentration0, concentration1, logit(value).unaryMinus());
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.times(unit().inverseLogCdf(log)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    Tensor left = new LogBetaInverse().on(concentration0, concentration1, log).sigmoid();
    return loc.plus(scale).minus(scale.times(left));
  }

  /** The logit of the place, from the distances to both ends. */
  private Tensor logit(Tensor value) {
    Tensor low = value.minus(loc).maximum(Tensor.scalar(0)).log();
    return low.minus(loc.plus(scale).minus(value).maximum(Tensor.scalar(0)).log());
  }

  private Beta unit() {
    return new Beta(concentration1, concentration0, batchShape);
  }

  /** (value − loc)/scale, held in [0, 1] where rounding takes it out. */
  private Tensor place(Tensor value) {
    return value.minus(loc).div(scale).clamp(0, 1);
  }
}
