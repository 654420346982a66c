package dev.merapi.distributions.multivariate;

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
 * Normals of standard deviation {@code scale} along the last axes, conditioned to sum to 0 along
 * each of them: the density is that of the ZeroSum coordinates, independent normals. {@code scale}
 * has shape B; events have the given shape.
 */
public record ZeroSumNormal(Tensor scale, Shape event, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public ZeroSumNormal {
    if (event.rank() == 0) {
      throw new ArgumentException("ZeroSumNormal wants an event of at least one axis");
    }
    parameters(scale).check(batchShape);
  }

  /** Normals conditioned to sum to 0 along each axis of {@code event}. */
  @Factory("zeroSumNormal")
  public static ZeroSumNormal of(Tensor scale, Shape event) {
    Shape batch = parameters(scale).shape();
    return new ZeroSumNormal(scale, event, batch);
  }

  private static Parameters parameters(Tensor scale) {
    return Parameters.of("ZeroSumNormal").positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale);
  }

  @Override
  public Shape eventShape() {
    return event;
  }

  @Override
  public Constraint support() {
    return Constraints.zeroSum(event.rank());
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor z = Noise.normal(key, shape(sampleShape));
    for (int axis = -event.rank(); axis < 0; axis++) {
      z = z.minus(z.mean(axis).unsqueeze(axis));
    }
    return z.times(aligned());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    int[] axes = new int[event.rank()];
    int free = 1;
    for (int i = 0; i < axes.length; i++) {
      axes[i] = -1 - i;
      free *= event.size(i) - 1;
    }
    Tensor length = value.div(aligned()).square().sum(axes);
    return length.times(-0.5).minus(scale.log().plus(Constants.HALF_LOG_TWO_PI).times(free));
  }

  @Override
  public ZeroSumNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new ZeroSumNormal(scale, event, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.zeros(batchShape.append(event));
  }

  @Override
  public Tensor variance() {
    double share = 1;
    for (int axis = 0; axis < event.rank(); axis++) {
      share *= 1 - 1.0 / event.size(axis);
    }
    return aligned().square().times(share).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }

  /** The scale with an axis of size 1 for each axis of the event. */
  private Tensor aligned() {
    return scale.reshape(scale.shape().append(Shape.SCALAR.padLeft(event.rank())));
  }
}
