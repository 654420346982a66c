package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.distributions.sequence.internal.Steps;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * A linear Gaussian state-space model of {@code duration} T steps as one distribution, its states
 * summed out by Kalman's filter, the {@link LinearHmm} of normal noises: x₀ of {@code initial}; for
 * each t, xₜ = xₜ₋₁ F + noise with F = {@code transition} [n, n] and an observation yₜ = xₜ H +
 * noise with H = {@code emission} [n, m]. Vectors are rows. Events are [T, m].
 *
 * <p>Maps and noises are the same for all steps, or have an axis of 1 or T steps left of their own
 * axes: F [.., T, n, n] and H [.., T, n, m], noises of batch [.., T]. What is left of that is B.
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

  /** Checks the maps. */
  public GaussianHmm {
    var _ = Validation.parameter("GaussianHmm", "transition", transition, Constraints.realMatrix());
    var _ = Validation.parameter("GaussianHmm", "emission", emission, Constraints.realMatrix());
  }

  /** A linear state-space model with normal noises. */
  @Factory(
      value = "gaussianHmm",
      arrays = {"transition", "emission"})
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
            .given(
                "transition", Steps.batch("transition", transition.shape().dropRight(2), duration))
            .given(
                "transitionNoise",
                Steps.batch("transitionNoise", transitionNoise.batchShape(), duration))
            .given("emission", Steps.batch("emission", emission.shape().dropRight(2), duration))
            .given(
                "emissionNoise", Steps.batch("emissionNoise", emissionNoise.batchShape(), duration))
            .batchShape();
    return new GaussianHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batch);
  }

  /** The same with another transition. */
  GaussianHmm with(Tensor other) {
    return new GaussianHmm(
        initial, other, transitionNoise, emission, emissionNoise, duration, batchShape);
  }

  /**
   * A Gaussian Markov random field over time, of which {@code duration} observations are seen: the
   * distribution with density ∝ ∫ i(x₀) Πₜ f(xₜ₋₁, xₜ) o(xₜ, yₜ) dx for normal densities i of n
   * numbers, f of 2n and o of n + m.
   */
  @Factory("gaussianMrf")
  public static GaussianHmm ofMarkovField(
      MultivariateNormal initial,
      MultivariateNormal transition,
      MultivariateNormal observation,
      int duration) {
    return GaussianMrf.of(initial, transition, observation, duration);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(duration, emission.size(-1));
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("GaussianHmm")
        .part(initial, 0)
        .part(transitionNoise, Steps.axes(transitionNoise))
        .part(emissionNoise, Steps.axes(emissionNoise))
        .with("transition", transition, Constraints.realMatrix(), Steps.axes(transition, 2))
        .with("emission", emission, Constraints.realMatrix(), Steps.axes(emission, 2));
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
    return new LinearHmm(
            initial, transition, transitionNoise, emission, emissionNoise, duration, batchShape)
        .sample(key, sampleShape);
  }

  /**
   * −(Σ|zₜ|² + T m ln 2π)/2 − Σ ln det Lₜ, where Lₜ zₜ is the surprise at yₜ given the observations
   * before. Where covariances are beyond what doubles resolve it is −∞.
   */
  @Override
  public Tensor logDensity(Tensor value) {
    Kalman.Filtered filtered = new Kalman(this).filter(value, false);
    double constant = duration * emission.size(-1) * Constants.HALF_LOG_TWO_PI;
    Tensor log = filtered.length().times(-0.5).minus(filtered.logScale().plus(constant));
    return Tensor.where(log.isNan(), Tensor.scalar(Double.NEGATIVE_INFINITY), log);
  }

  /** The distribution of the last state given observations [.., T, m]. */
  public MultivariateNormal filter(Tensor value) {
    return new Kalman(this).filter(value, false).state().distribution();
  }

  /**
   * A draw [.., T, n] of all states given all observations [.., T, m]; differentiable in the
   * parameters and in the observations.
   */
  public Tensor samplePosterior(Key key, Tensor value) {
    return new Kalman(this).sample(key, value);
  }

  /**
   * The distribution of the observations that follow on the first t, [.., t, m], within the same T.
   *
   * @throws ShapeException if the prefix leaves nothing of the sequence
   */
  public GaussianHmm prefixCondition(Tensor prefix) {
    int t = prefix.size(-2);
    if (t >= duration) {
      throw new ShapeException(
          "A prefix of %d observations leaves nothing of a sequence of %d; use after(value, steps) for what follows on the whole"
              .formatted(t, duration));
    }
    MultivariateNormal state = between(initial, 0, t).filter(prefix);
    return between(state, t, duration);
  }

  /** From the state before, the steps {@code from}, …, {@code to} − 1. */
  private GaussianHmm between(MultivariateNormal before, int from, int to) {
    return of(
        before,
        Steps.between(transition, 2, from, to),
        Steps.between(transitionNoise, from, to),
        Steps.between(emission, 2, from, to),
        Steps.between(emissionNoise, from, to),
        to - from);
  }

  /**
   * The distribution of the next {@code steps} observations after those of {@code value} [.., T,
   * m]; maps and noises must be the same for all steps.
   *
   * @throws ShapeException if maps and noises differ from step to step
   */
  public GaussianHmm after(Tensor value, int steps) {
    boolean same =
        Steps.same(transition.shape().dropRight(2))
            && Steps.same(transitionNoise.batchShape())
            && Steps.same(emission.shape().dropRight(2))
            && Steps.same(emissionNoise.batchShape());
    if (!same) {
      throw new ShapeException(
          "GaussianHmm has maps and noises for its %d steps and for none after them; build a longer one, and use prefixCondition"
              .formatted(duration));
    }
    return of(filter(value), transition, transitionNoise, emission, emissionNoise, steps);
  }

  @Override
  public Tensor mean() {
    Shape vectors = batchShape.append(duration, transition.size(-1));
    Tensor first = initial.loc().expand(batchShape.append(transition.size(-1)));
    Tensor states = Steps.path(first, transition, transitionNoise.loc().expand(vectors));
    return GaussianState.row(states, emission)
        .plus(emissionNoise.loc())
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public GaussianHmm expand(Shape batchShape) {
    return new GaussianHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batchShape);
  }
}
