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
 * The distribution of the sum of a Normal(loc, scale) and an Exponential(rate): p(x) = rate ·
 * exp(rate (loc − x) + (rate · scale)²/2) Φ((x − loc)/scale − rate · scale). Parameters broadcast
 * to B; events are numbers.
 */
public record ExponentiallyModifiedNormal(Tensor loc, Tensor scale, Tensor rate, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public ExponentiallyModifiedNormal {
    parameters(loc, scale, rate).check(batchShape);
  }

  /** The sum of a normal and an exponential. */
  @Factory("exponentiallyModifiedNormal")
  public static ExponentiallyModifiedNormal of(Tensor loc, Tensor scale, Tensor rate) {
    return new ExponentiallyModifiedNormal(loc, scale, rate, parameters(loc, scale, rate).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale, Tensor rate) {
    return Parameters.of("ExponentiallyModifiedNormal")
        .real("loc", loc)
        .positive("scale", scale)
        .positive("rate", rate);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale, rate);
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
    Tensor normal = scale.times(Noise.normal(key.fold("normal"), shape));
    return loc.plus(normal).plus(Noise.exponential(key.fold("exponential"), shape).div(rate));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return Terms.blurredTail(z, rate.times(scale)).plus(rate.log());
  }

  @Override
  public ExponentiallyModifiedNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new ExponentiallyModifiedNormal(loc, scale, rate, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(rate.reciprocal()).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().plus(rate.square().reciprocal()).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return z.normalCdf().minus(Terms.blurredTail(z, rate.times(scale)).exp());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return Terms.logBlurredCdf(z, rate.times(scale));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    return Terms.logBlurredSurvival(z, rate.times(scale));
  }
}
