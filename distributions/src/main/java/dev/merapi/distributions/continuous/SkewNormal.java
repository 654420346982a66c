package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The skew-normal distribution: p(x) = 2 φ(z) Φ(skew · z) / scale with z = (x − loc)/scale.
 * Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Azzalini, "A class of distributions which includes the normal ones", Scandinavian J.
 * Statistics 12 (1985), 171–178.
 */
public record SkewNormal(Tensor loc, Tensor scale, Tensor skew, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SkewNormal {
    parameters(loc, scale, skew).check(batchShape);
  }

  /** Azzalini's skew normal. */
  @Factory("skewNormal")
  public static SkewNormal of(Tensor loc, Tensor scale, Tensor skew) {
    return new SkewNormal(loc, scale, skew, parameters(loc, scale, skew).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale, Tensor skew) {
    return Parameters.of("SkewNormal").real("loc", loc).positive("scale", scale).real("skew", skew);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale, skew);
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
    Tensor folded = Noise.normal(key.fold("folded"), shape).abs();
    Tensor free = Noise.normal(key.fold("free"), shape);
    Tensor norm = skew.square().plus(1).sqrt();
    return loc.plus(scale.times(skew.times(folded).plus(free).div(norm)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    Tensor constant = scale.log().plus(Constants.HALF_LOG_TWO_PI - Constants.LOG_TWO);
    return skew.times(z).normalLogCdf().minus(z.square().times(0.5)).minus(constant);
  }

  @Override
  public SkewNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new SkewNormal(loc, scale, skew, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.plus(scale.times(delta()).times(Math.sqrt(2 / Math.PI))).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(delta().square().times(-2 / Math.PI).plus(1)).expand(batchShape);
  }

  private Tensor delta() {
    return skew.div(skew.square().plus(1).sqrt());
  }
}
