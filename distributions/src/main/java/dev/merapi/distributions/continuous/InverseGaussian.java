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
 * The inverse Gaussian (Wald) distribution with mean μ and concentration λ: p(x) = √(λ / 2πx³)
 * exp(−λ (x − μ)² / 2μ²x) for x &gt; 0. Parameters broadcast to B; events are numbers.
 *
 * <p>Source of the sampler: Michael, Schucany and Haas, "Generating random variates using
 * transformations with multiple roots", The American Statistician 30 (1976), 88–90.
 */
public record InverseGaussian(Tensor mean, Tensor concentration, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public InverseGaussian {
    parameters(mean, concentration).check(batchShape);
  }

  /** Inverse Gaussian (Wald) with the given mean. */
  @Factory("inverseGaussian")
  public static InverseGaussian of(Tensor mean, Tensor concentration) {
    return new InverseGaussian(mean, concentration, parameters(mean, concentration).shape());
  }

  private static Parameters parameters(Tensor mean, Tensor concentration) {
    return Parameters.of("InverseGaussian")
        .positive("mean", mean)
        .positive("concentration", concentration);
  }

  @Override
  public Parameters parameters() {
    return parameters(mean, concentration);
  }

  @Override
  public Constraint support() {
    return Constraints.positive();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Tensor half =
        Noise.normal(key.fold("normal"), shape).square().times(mean).div(concentration.times(2));
    Tensor root = half.times(half.plus(2)).sqrt();
    Tensor small = mean.div(half.plus(1).plus(root));
    Tensor first = Noise.uniform(key.fold("root"), shape).le(mean.div(mean.plus(small)));
    return Terms.positive(Terms.detached(Tensor.where(first, small, mean.square().div(small))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(mean).div(mean);
    Tensor constant = concentration.log().times(0.5).minus(Constants.HALF_LOG_TWO_PI);
    Tensor power = concentration.times(z.div(value.sqrt()).square()).times(0.5);
    return constant.minus(value.log().times(1.5)).minus(power);
  }

  @Override
  public InverseGaussian expand(Shape batchShape) {
    return Parameters.checked(() -> new InverseGaussian(mean, concentration, batchShape));
  }

  @Override
  public Tensor variance() {
    return mean.pow(3).div(concentration).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    Tensor ratio = mean.div(concentration).times(1.5);
    return mean.div(ratio.square().plus(1).sqrt().plus(ratio)).expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor x = Tensor.where(value.gt(0), value, Tensor.scalar(1)).minimum(Tensor.scalar(1e300));
    Tensor log = Terms.logAddExp(near(x, 1), mirrored(x));
    return Tensor.where(value.gt(0), log, Tensor.scalar(Double.NEGATIVE_INFINITY));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor x = Tensor.where(value.gt(0), value, Tensor.scalar(1)).minimum(Tensor.scalar(1e300));
    Tensor left = near(x, -1);
    Tensor log = left.plus(Terms.log1mExp(mirrored(x).minus(left).minimum(Tensor.scalar(0))));
    return Tensor.where(value.gt(0), log, Tensor.scalar(0));
  }

  private Tensor near(Tensor x, int side) {
    Tensor root = concentration.div(x).sqrt();
    return root.times(x.div(mean).minus(1)).times(side).normalLogCdf();
  }

  private Tensor mirrored(Tensor x) {
    Tensor root = concentration.div(x).sqrt();
    Tensor far = root.times(x.div(mean).plus(1)).unaryMinus().normalLogCdf();
    return concentration.div(mean).times(2).plus(far);
  }
}
