package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link GaussianHmm} whose covariances are all divided by one number s of {@code scale}, a gamma
 * distribution: Student's t for sequences. With a and b the concentration and rate of s, N = T m,
 * and L z the surprise at the observations under s = 1,
 *
 * <p>ln p(y) = ln Γ(a + N/2) − ln Γ(a) − a ln(1 + |z|²/2b) − (N/2) ln(b + |z|²/2) − (N/2) ln 2π −
 * ln det L.
 *
 * <p>Batches broadcast; events are [T, m]. The mean needs a &gt; ½ (else NaN).
 */
public record GammaGaussianHmm(Gamma scale, GaussianHmm base, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GammaGaussianHmm {
    parameters(scale, base).check(batchShape);
  }

  /** A linear state-space model whose normal noises share one random scale. */
  @Factory("gammaGaussianHmm")
  public static GammaGaussianHmm of(Gamma scale, GaussianHmm base) {
    return new GammaGaussianHmm(scale, base, parameters(scale, base).shape());
  }

  private static Parameters parameters(Gamma scale, GaussianHmm base) {
    return Parameters.of("GammaGaussianHmm").part("scale", scale).part("base", base);
  }

  @Override
  public Parameters parameters() {
    return parameters(scale, base);
  }

  /** The distribution of s given observations, and that of the last state for s = 1. */
  public record Filtered(Gamma scale, MultivariateNormal state) {}

  @Override
  public Shape eventShape() {
    return base.eventShape();
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor s = scale.expand(batchShape).sample(key.fold("scale"), sampleShape);
    return given(s).sample(key.fold("base"));
  }

  /** The distribution of the sequence given s, [..]. */
  public GaussianHmm given(Tensor s) {
    Tensor root = s.sqrt().unsqueeze(-1).unsqueeze(-1);
    Tensor steps = root.unsqueeze(-1);
    Shape batch = Shape.broadcast(s.shape(), base.batchShape());
    MultivariateNormal initial = base.initial();
    return new GaussianHmm(
        Parameters.checked(
            () -> new MultivariateNormal(initial.loc(), initial.scaleTril().div(root), batch)),
        base.transition(),
        divided(base.transitionNoise(), steps),
        base.emission(),
        divided(base.emissionNoise(), steps),
        base.duration(),
        batch);
  }

  private static MultivariateNormal divided(MultivariateNormal noise, Tensor root) {
    Tensor scaleTril = noise.scaleTril().div(root);
    Shape batch = Shape.broadcast(noise.batchShape(), scaleTril.shape().dropRight(2));
    return Parameters.checked(() -> new MultivariateNormal(noise.loc(), scaleTril, batch));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Kalman.Filtered filtered = new Kalman(base).filter(value, false);
    double half = base.eventShape().count() / 2.0;
    Tensor a = scale.concentration();
    Tensor b = scale.rate();
    Tensor energy = filtered.length().times(0.5);
    Tensor rising = Tensor.scalar(half).lgamma().minus(a.lbeta(Tensor.scalar(half)));
    Tensor tail = a.times(energy.div(b).log1p()).plus(b.plus(energy).log().times(half));
    Tensor spread = filtered.logScale().plus(2 * half * Constants.HALF_LOG_TWO_PI);
    Tensor log = rising.minus(tail).minus(spread);
    return Tensor.where(log.isNan(), Tensor.scalar(Double.NEGATIVE_INFINITY), log);
  }

  /** What observations [.., T, m] say of s and of the last state, whose covariance is that / s. */
  public Filtered filter(Tensor value) {
    Kalman.Filtered filtered = new Kalman(base).filter(value, false);
    double half = base.eventShape().count() / 2.0;
    Gamma posterior =
        Gamma.of(scale.concentration().plus(half), scale.rate().plus(filtered.length().times(0.5)));
    return new Filtered(posterior, filtered.state().distribution());
  }

  @Override
  public GammaGaussianHmm expand(Shape batchShape) {
    return Parameters.checked(() -> new GammaGaussianHmm(scale, base, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor known = scale.concentration().gt(0.5).unsqueeze(-1).unsqueeze(-1);
    return Tensor.where(known, base.mean(), Tensor.scalar(Double.NaN))
        .expand(batchShape.append(eventShape()));
  }
}
