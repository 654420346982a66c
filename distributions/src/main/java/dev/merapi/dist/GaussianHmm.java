package dev.merapi.dist;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;

/**
 * A linear Gaussian state-space model of {@code duration} T steps as one law, its states summed out
 * by Kalman's filter: x₀ of {@code initial}; for each t, xₜ = xₜ₋₁ F + noise with F = {@code
 * transition} [n, n] and an observation yₜ = xₜ H + noise with H = {@code emission} [n, m]. Vectors
 * are rows. Events are [T, m].
 *
 * <p>Source: Kalman, "A new approach to linear filtering and prediction problems" (1960).
 */
public record GaussianHmm(
    MultivariateNormal initial,
    Tensor transition,
    MultivariateNormal transitionNoise,
    Tensor emission,
    MultivariateNormal emissionNoise,
    int duration,
    Shape batchShape)
    implements Distribution {

  /** The given parts; their batches broadcast. */
  public static GaussianHmm of(
      MultivariateNormal initial,
      Tensor transition,
      MultivariateNormal transitionNoise,
      Tensor emission,
      MultivariateNormal emissionNoise,
      int duration) {
    Shape batch =
        Parameters.of("GaussianHmm")
            .given("initial", initial.batchShape())
            .given("transitionNoise", transitionNoise.batchShape())
            .given("emissionNoise", emissionNoise.batchShape())
            .with("transition", transition, Constraints.realMatrix())
            .with("emission", emission, Constraints.realMatrix())
            .batchShape();
    return new GaussianHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batch);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(duration, emission.size(-1));
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
    Tensor x = initial.expand(batchShape).sample(key.fold("initial"), sampleShape);
    Tensor[] path = new Tensor[duration];
    for (int t = 0; t < duration; t++) {
      Distribution step = transitionNoise.expand(batchShape);
      Tensor noise = step.sample(key.fold("transition").fold(t), sampleShape);
      x = row(x, transition).plus(noise);
      Tensor blur =
          emissionNoise.expand(batchShape).sample(key.fold("emission").fold(t), sampleShape);
      path[t] = row(x, emission).plus(blur);
    }
    return Tensor.stack(-2, path);
  }

  private static Tensor row(Tensor x, Tensor matrix) {
    return x.unsqueeze(-2).matmul(matrix).squeeze(-2);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor mean = initial.loc();
    Tensor covariance = initial.covariance();
    Tensor total = Tensor.scalar(0);
    for (int t = 0; t < duration; t++) {
      Tensor y = value.slice(-2, t, t + 1).squeeze(-2);
      mean = row(mean, transition).plus(transitionNoise.loc());
      covariance = through(covariance, transition).plus(transitionNoise.covariance());
      Tensor gap = y.minus(row(mean, emission).plus(emissionNoise.loc()));
      Tensor root = through(covariance, emission).plus(emissionNoise.covariance()).choleskyOrNaN();
      Tensor z = Gaussian.whiten(root, gap);
      double constant = gap.size(-1) * Constants.HALF_LOG_TWO_PI;
      Tensor step = z.square().sum(-1).times(-0.5).minus(Gaussian.logDet(root).plus(constant));
      total = total.plus(step);
      Tensor gain = root.solveTriangular(emission.transpose().matmul(covariance), true);
      mean = mean.plus(row(z, gain));
      covariance = covariance.minus(gain.transpose().matmul(gain));
    }
    return total;
  }

  /** Mᵀ P M. */
  private static Tensor through(Tensor covariance, Tensor matrix) {
    return matrix.transpose().matmul(covariance).matmul(matrix);
  }

  @Override
  public GaussianHmm expand(Shape batchShape) {
    return new GaussianHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batchShape);
  }
}
