package dev.merapi.distributions;

import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.DiscreteHmm;
import dev.merapi.distributions.sequence.EulerMaruyama;
import dev.merapi.distributions.sequence.GammaGaussianHmm;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.distributions.sequence.GaussianStateSpace;
import dev.merapi.distributions.sequence.IndependentHmm;
import dev.merapi.distributions.sequence.LinearHmm;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of sequences; see {@link Distributions}. */
public abstract sealed class PathLaws extends VectorLaws permits Distributions {
  PathLaws() {}

  /** A hidden Markov model by logits, which need not be normalised. */
  public static DiscreteHmm discreteHmm(
      Tensor initial, Tensor transition, Distribution observation, int duration) {
    return DiscreteHmm.ofLogits(initial, transition, observation, duration);
  }

  /** A linear state-space model with normal noises. */
  public static GaussianHmm gaussianHmm(
      MultivariateNormal initial,
      Tensor transition,
      MultivariateNormal transitionNoise,
      Tensor emission,
      MultivariateNormal emissionNoise,
      int duration) {
    return GaussianHmm.of(initial, transition, transitionNoise, emission, emissionNoise, duration);
  }

  /** A linear state-space model with noises of any distribution. */
  public static LinearHmm linearHmm(
      Distribution initial,
      Tensor transition,
      Distribution transitionNoise,
      Tensor emission,
      Distribution emissionNoise,
      int duration) {
    return LinearHmm.of(initial, transition, transitionNoise, emission, emissionNoise, duration);
  }

  /** A linear state-space model whose normal noises share one random scale. */
  public static GammaGaussianHmm gammaGaussianHmm(Gamma scale, GaussianHmm base) {
    return GammaGaussianHmm.of(scale, base);
  }

  /** Sequences of numbers, the members of the last batch axis, as one sequence of vectors. */
  public static IndependentHmm independentHmm(Distribution base) {
    return IndependentHmm.of(base);
  }

  /**
   * A Gaussian Markov random field over time, of which {@code duration} observations are seen: the
   * distribution with density ∝ ∫ i(x₀) Πₜ f(xₜ₋₁, xₜ) o(xₜ, yₜ) dx for normal densities i of n numbers, f
   * of 2n and o of n + m.
   */
  public static GaussianHmm gaussianMrf(
      MultivariateNormal initial,
      MultivariateNormal transition,
      MultivariateNormal observation,
      int duration) {
    return GaussianHmm.ofMarkovField(initial, transition, observation, duration);
  }

  /** Linear dynamics of hidden vectors with normal noise, from 0. */
  public static GaussianStateSpace gaussianStateSpace(
      Tensor transition, Tensor scaleTril, int duration) {
    return GaussianStateSpace.of(transition, scaleTril, duration);
  }

  /** A stochastic differential equation by Euler's steps. */
  public static EulerMaruyama eulerMaruyama(
      Tensor times, EulerMaruyama.Field field, Distribution initial) {
    return EulerMaruyama.of(times, field, initial);
  }
}
