package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.CumulativeHazard;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Rayleigh(scale): the length of a vector of two independent normals of standard deviation scale;
 * p(x) = x e^(−z²/2) / scale² with z = x/scale, for x ≥ 0. Parameters have shape B; events are
 * numbers.
 */
public record Rayleigh(Tensor scale, Shape batchShape) implements CumulativeHazard {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Rayleigh {
    parameters(scale).check(batchShape);
  }

  /** The length of a vector of two normals. */
  @Factory("rayleigh")
  public static Rayleigh of(Tensor scale) {
    return new Rayleigh(scale, parameters(scale).shape());
  }

  private static Parameters parameters(Tensor scale) {
    return Parameters.of("Rayleigh").positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale);
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegative();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return scale.times(Noise.exponential(key, shape(sampleShape)).times(2).sqrt());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.div(scale);
    return value.log().minus(z.square().times(0.5)).minus(scale.log().times(2));
  }

  @Override
  public Rayleigh expand(Shape batchShape) {
    return Parameters.checked(() -> new Rayleigh(scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return scale.times(Math.sqrt(Math.PI / 2)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return scale.square().times(2 - Math.PI / 2).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return scale.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return scale
        .log()
        .plus(1 + Constants.EULER_GAMMA / 2 - Constants.LOG_TWO / 2)
        .expand(batchShape);
  }

  @Override
  public Tensor cumulativeHazard(Tensor value) {
    return value.maximum(Tensor.scalar(0)).div(scale).square().times(0.5);
  }

  @Override
  public Tensor atCumulativeHazard(Tensor hazard) {
    return scale.times(hazard.times(2).sqrt());
  }
}
