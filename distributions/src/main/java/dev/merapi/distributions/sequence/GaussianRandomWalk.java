package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A walk of {@code steps} numbers with independent normal steps of standard deviation {@code
 * scale}, the first from 0. {@code scale} has shape B; events are vectors.
 */
public record GaussianRandomWalk(Tensor scale, int steps, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GaussianRandomWalk {
    if (steps < 1) {
      throw new ArgumentException(
          "GaussianRandomWalk: steps must be at least 1, but it is " + steps);
    }
    parameters(scale).check(batchShape);
  }

  /** A walk with normal steps, from 0. */
  @Factory("gaussianRandomWalk")
  public static GaussianRandomWalk of(Tensor scale, int steps) {
    Shape batch = parameters(scale).shape();
    return new GaussianRandomWalk(scale, steps, batch);
  }

  private static Parameters parameters(Tensor scale) {
    return Parameters.of("GaussianRandomWalk").positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(steps);
  }

  @Override
  public Constraint support() {
    return Constraints.realVector();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Noise.normal(key, shape(sampleShape)).times(scale.unsqueeze(-1)).cumsum(-1);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor before = value.slice(-1, 0, steps - 1).pad(-1, 1, 0);
    Tensor z = value.minus(before).div(scale.unsqueeze(-1));
    Tensor constant = scale.log().plus(Constants.HALF_LOG_TWO_PI).times(steps);
    return z.square().sum(-1).times(-0.5).minus(constant);
  }

  @Override
  public GaussianRandomWalk expand(Shape batchShape) {
    return Parameters.checked(() -> new GaussianRandomWalk(scale, steps, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.zeros(batchShape.append(steps));
  }

  @Override
  public Tensor variance() {
    return scale
        .square()
        .unsqueeze(-1)
        .times(Tensor.arange(steps).plus(1))
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
