package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of loc + scale · (softness · z + x/asymmetry − y · asymmetry) for z standard
 * normal and x, y exponential of rate 1: an asymmetric Laplace distribution smoothed at its mode.
 * Parameters broadcast to B; events are numbers.
 */
public record SoftAsymmetricLaplace(
    Tensor loc, Tensor scale, Tensor asymmetry, Tensor softness, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SoftAsymmetricLaplace {
    parameters(loc, scale, asymmetry, softness).check(batchShape);
  }

  /** Asymmetric Laplace plus a normal of standard deviation scale · softness. */
  @Factory("softAsymmetricLaplace")
  public static SoftAsymmetricLaplace of(
      Tensor loc, Tensor scale, Tensor asymmetry, Tensor softness) {
    return new SoftAsymmetricLaplace(
        loc, scale, asymmetry, softness, parameters(loc, scale, asymmetry, softness).shape());
  }

  private static Parameters parameters(
      Tensor loc, Tensor scale, Tensor asymmetry, Tensor softness) {
    return Parameters.of("SoftAsymmetricLaplace")
        .real("loc", loc)
        .positive("scale", scale)
        .positive("asymmetry", asymmetry)
        .positive("softness", softness);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale, asymmetry, softness);
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
    Tensor soft = soft().times(Noise.normal(key.fold("soft"), shape));
    return loc.plus(up.minus(down)).plus(soft);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor above = tail(x, right());
    Tensor below = tail(x.unaryMinus(), left());
    return Terms.logAddExp(above, below).minus(left().plus(right()).log());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return below(value.minus(loc), right(), left());
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return below(loc.minus(value), left(), right());
  }

  /**
   * ln P(x ≤ value): with the share of each side an exponential number of that side and the normal
   * one, which is less than x if the side lies to the right and the blurred exponential is, or if
   * the side lies to the left and the blurred exponential mirrored exceeds −x.
   */
  private Tensor below(Tensor x, Tensor onward, Tensor back) {
    Tensor z = x.div(soft());
    Tensor total = back.plus(onward).log();
    Tensor up = Terms.logBlurredCdf(z, soft().div(onward)).plus(onward.log());
    Tensor down = Terms.logBlurredSurvival(z.unaryMinus(), soft().div(back)).plus(back.log());
    return Terms.logAddExp(up, down).minus(total).minimum(Tensor.scalar(0));
  }

  @Override
  public SoftAsymmetricLaplace expand(Shape batchShape) {
    return Parameters.checked(
        () -> new SoftAsymmetricLaplace(loc, scale, asymmetry, softness, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(right().minus(left())).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return left().square().plus(right().square()).plus(soft().square()).expand(batchShape);
  }

  /** ln of e^(−x/side) convolved with the normal distribution and cut at 0. */
  private Tensor tail(Tensor x, Tensor side) {
    return Terms.blurredTail(x.div(soft()), soft().div(side));
  }

  private Tensor left() {
    return scale.times(asymmetry);
  }

  private Tensor right() {
    return scale.div(asymmetry);
  }

  private Tensor soft() {
    return scale.times(softness);
  }
}
