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
 * Dagum(concentration p, sharpness a, scale b): p(x) = (a p / x) zᵃᵖ / (1 + zᵃ)^(p + 1) with z =
 * x/b, for x &gt; 0. Parameters broadcast to B; events are numbers.
 */
public record Dagum(Tensor concentration, Tensor sharpness, Tensor scale, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Dagum {
    parameters(concentration, sharpness, scale).check(batchShape);
  }

  /** Dagum. */
  @Factory("dagum")
  public static Dagum of(Tensor concentration, Tensor sharpness, Tensor scale) {
    return new Dagum(
        concentration, sharpness, scale, parameters(concentration, sharpness, scale).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor sharpness, Tensor scale) {
    return Parameters.of("Dagum")
        .positive("concentration", concentration)
        .positive("sharpness", sharpness)
        .positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, sharpness, scale);
  }

  @Override
  public Constraint support() {
    return Constraints.positive();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.positive(icdf(Noise.uniform(key, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor az = sharpness.times(value.log().minus(scale.log()));
    Tensor constant = sharpness.log().plus(concentration.log());
    Tensor power = concentration.times(az).minus(concentration.plus(1).times(az.softplus()));
    return power.minus(value.log()).plus(constant);
  }

  @Override
  public Dagum expand(Shape batchShape) {
    return Parameters.checked(() -> new Dagum(concentration, sharpness, scale, batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor az = sharpness.times(value.maximum(Tensor.scalar(0)).log().minus(scale.log()));
    return az.unaryMinus().softplus().times(concentration).unaryMinus().exp();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor odds = probability.log().div(concentration).unaryMinus().expm1();
    return scale.times(odds.log().div(sharpness).unaryMinus().exp());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor az = sharpness.times(value.maximum(Tensor.scalar(0)).log().minus(scale.log()));
    return az.unaryMinus().softplus().times(concentration).unaryMinus();
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor z = sharpness.times(value.maximum(Tensor.scalar(0)).log().minus(scale.log()));
    Tensor far = z.gt(37);
    Tensor near = Tensor.where(far, Tensor.scalar(0), z).unaryMinus().softplus();
    Tensor log = Tensor.where(far, z.unaryMinus(), near.log());
    return Terms.logRise(concentration.log().plus(log));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    Tensor odds = log.div(concentration).unaryMinus().expm1();
    return scale.times(odds.log().div(sharpness).unaryMinus().exp());
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    Tensor size = Terms.logRiseInverse(log).minus(concentration.log());
    Tensor tiny = size.lt(-37);
    Tensor odds = Tensor.where(tiny, Tensor.scalar(0), size).exp().expm1();
    Tensor place = Tensor.where(tiny, size, odds.log());
    return scale.times(place.div(sharpness).unaryMinus().exp());
  }
}
