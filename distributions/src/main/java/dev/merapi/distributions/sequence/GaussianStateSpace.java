package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A path of {@code duration} T hidden vectors with linear dynamics, xₜ = A xₜ₋₁ + noise with x₀ = 0
 * and noise of the normal distribution with factor L = {@code scaleTril}: ln p(x) = Σₜ ln N(xₜ; A
 * xₜ₋₁, L Lᵀ). {@code transition} A and L have shapes [.., n, n] and batch B; events are [T, n].
 */
public record GaussianStateSpace(
    Tensor transition, Tensor scaleTril, int duration, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GaussianStateSpace {
    if (duration < 1) {
      throw new ArgumentException(
          "GaussianStateSpace: duration must be at least 1, but it is " + duration);
    }
    parameters(transition, scaleTril).check(batchShape);
  }

  /** Linear dynamics of hidden vectors with normal noise, from 0. */
  @Factory(
      value = "gaussianStateSpace",
      arrays = {"transition", "scaleTril"})
  public static GaussianStateSpace of(Tensor transition, Tensor scaleTril, int duration) {
    Shape batch = parameters(transition, scaleTril).shape();
    return new GaussianStateSpace(transition, scaleTril, duration, batch);
  }

  private static Parameters parameters(Tensor transition, Tensor scaleTril) {
    return Parameters.of("GaussianStateSpace")
        .with("transition", transition, Constraints.realMatrix())
        .with("scaleTril", scaleTril, Constraints.lowerCholesky())
        .sizes("transition", transition.size(-1), "scaleTril", scaleTril.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(transition, scaleTril);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(duration, scaleTril.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.realMatrix();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor noise = Noise.normal(key, shape(sampleShape));
    Tensor[] path = new Tensor[duration];
    for (int t = 0; t < duration; t++) {
      Tensor step = Gaussian.colour(scaleTril, noise.slice(-2, t, t + 1).squeeze(-2));
      path[t] = t == 0 ? step : GaussianState.row(path[t - 1], transition.transpose()).plus(step);
    }
    return Tensor.stack(-2, path);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor before = value.slice(-2, 0, duration - 1).pad(-2, 1, 0);
    Tensor steps = value.minus(before.matmul(transition.transpose()));
    Tensor z = scaleTril.solveTriangular(steps.transpose(), true);
    double constant = value.size(-1) * Constants.HALF_LOG_TWO_PI;
    Tensor each = Gaussian.logDet(scaleTril).plus(constant).times(duration);
    return Gaussian.length(z, -1, -2).times(-0.5).minus(each);
  }

  @Override
  public GaussianStateSpace expand(Shape batchShape) {
    return Parameters.checked(
        () -> new GaussianStateSpace(transition, scaleTril, duration, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.zeros(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
