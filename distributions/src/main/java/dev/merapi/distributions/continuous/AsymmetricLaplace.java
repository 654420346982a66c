package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Two exponential tails that meet at {@code loc}: with left = scale · asymmetry and right = scale /
 * asymmetry, p(x) = exp(−|x − loc| / side) / (left + right), where side is left below loc and right
 * above it. Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Kotz, Kozubowski and Podgórski, "The Laplace Distribution and Generalizations" (2001),
 * chapter 3.
 */
public record AsymmetricLaplace(Tensor loc, Tensor scale, Tensor asymmetry, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public AsymmetricLaplace {
    parameters(loc, scale, asymmetry).check(batchShape);
  }

  /**
   * Laplace with tails of mean scale · asymmetry on the left and scale / asymmetry on the right.
   */
  @Factory("asymmetricLaplace")
  public static AsymmetricLaplace of(Tensor loc, Tensor scale, Tensor asymmetry) {
    return new AsymmetricLaplace(loc, scale, asymmetry, parameters(loc, scale, asymmetry).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale, Tensor asymmetry) {
    return Parameters.of("AsymmetricLaplace")
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
    Shape shape = shape(sampleShape);
    Tensor up = right().times(Noise.exponential(key.fold("right"), shape));
    Tensor down = left().times(Noise.exponential(key.fold("left"), shape));
    return loc.plus(up.minus(down));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor side = Tensor.where(x.lt(0), left(), right());
    return x.abs().div(side).plus(left().plus(right()).log()).unaryMinus();
  }

  @Override
  public AsymmetricLaplace expand(Shape batchShape) {
    return Parameters.checked(() -> new AsymmetricLaplace(loc, scale, asymmetry, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(right().minus(left())).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return left().square().plus(right().square()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return left().plus(right()).log().plus(1).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor below = x.minimum(Tensor.scalar(0)).div(left()).exp().times(leftShare());
    Tensor above = x.maximum(Tensor.scalar(0)).div(right()).unaryMinus().expm1();
    Tensor rightShare = leftShare().unaryMinus().plus(1);
    return Tensor.where(x.lt(0), below, leftShare().minus(rightShare.times(above)));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor share = leftShare();
    Tensor below = left().times(probability.div(share).log());
    Tensor above = probability.unaryMinus().plus(1).div(share.unaryMinus().plus(1)).log();
    return loc.plus(Tensor.where(probability.lt(share), below, right().times(above).unaryMinus()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor log =
        Tensor.where(x.lt(0), logLeft().plus(x.div(left())), logRight().minus(x.div(right())));
    return Tensor.where(x.lt(0), log, log.exp().unaryMinus().log1p());
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor log =
        Tensor.where(x.lt(0), logLeft().plus(x.div(left())), logRight().minus(x.div(right())));
    return Tensor.where(x.lt(0), log.exp().unaryMinus().log1p(), log);
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return at(log, Terms.log1mExp(log));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return at(Terms.log1mExp(log), log);
  }

  private Tensor at(Tensor below, Tensor above) {
    Tensor low = left().times(below.minus(logLeft()));
    Tensor high = right().times(logRight().minus(above));
    return loc.plus(Tensor.where(below.lt(logLeft()), low, high));
  }

  private Tensor logLeft() {
    return left().log().minus(left().plus(right()).log());
  }

  private Tensor logRight() {
    return right().log().minus(left().plus(right()).log());
  }

  /** Asymmetric Laplace whose {@code quantile} is at {@code loc}. */
  @Factory("asymmetricLaplaceQuantile")
  public static AsymmetricLaplace ofQuantile(Tensor loc, Tensor scale, Tensor quantile) {
    Tensor q =
        Validation.within(
            "AsymmetricLaplace", "quantile", quantile, Constraints.openInterval(0, 1));
    Tensor odds = q.div(q.unaryMinus().plus(1));
    Tensor size = scale.div(q.minus(q.square()).sqrt());
    return of(loc, size, odds.sqrt());
  }

  private Tensor left() {
    return scale.times(asymmetry);
  }

  private Tensor right() {
    return scale.div(asymmetry);
  }

  /** The probability of a value below loc. */
  private Tensor leftShare() {
    return left().div(left().plus(right()));
  }
}
