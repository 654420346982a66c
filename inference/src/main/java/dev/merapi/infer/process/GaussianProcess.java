package dev.merapi.infer.process;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.LowRankMultivariateNormal;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;

/**
 * A random function of mean 0 whose values at any inputs are jointly normal.
 *
 * {@snippet class="dev.merapi.infer.process.GaussianProcessExamples" region="process"}
 *
 * @param covariance of two of its values
 * @param jitter what is added to each variance, in units of the mean variance, so that matrices of
 *     smooth functions at near inputs have a Cholesky factor
 */
public record GaussianProcess(Covariance covariance, double jitter) {
  /** Refuses a jitter that is negative or not finite. */
  public GaussianProcess {
    if (!(jitter >= 0 && jitter < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "The jitter of a Gaussian process must be a finite number of 0 or more, but it is "
              + jitter
              + ".");
    }
  }

  /** With a jitter of 10⁻⁸. */
  public GaussianProcess(Covariance covariance) {
    this(covariance, 1e-8);
  }

  /**
   * Its values f at inputs, in a program: f = L z with a standard normal {@code name_noise} and K =
   * L Lᵀ, for any likelihood. n³ operations for n inputs.
   *
   * @param x inputs, [n, d] or [n]
   */
  public Model<Tensor> latent(String name, Tensor x) {
    Tensor factor = matrix(x).cholesky();
    return noise(name, x).flatMap(z -> Models.deterministic(name, factor.matmul(z), 1));
  }

  /**
   * As {@link #latent}, by the values at m inducing inputs: f = K(x, u) K(u, u)⁻¹ f(u), n m²
   * operations. The variance that they do not explain is left out.
   */
  public Model<Tensor> latent(String name, Tensor x, Tensor inducing) {
    Tensor loading = loading(x, inducing);
    return noise(name, inducing).flatMap(z -> Models.deterministic(name, loading.matmul(z), 1));
  }

  private static Model<Tensor> noise(String name, Tensor x) {
    return Models.sample(
        name + "_noise", Distributions.normal(0, 1).expand(Inputs.count(x)).toEvent(1));
  }

  /**
   * What is seen of it with normal noise: vectors of covariance K + σ²I; the function itself is
   * integrated out.
   *
   * @param noise σ, shape [] or one for each input, [n]
   */
  public MultivariateNormal marginal(Tensor x, Tensor noise) {
    return MultivariateNormal.ofCovariance(
        Tensor.zeros(Inputs.count(x)), plus(matrix(x), noise.square()));
  }

  /**
   * As {@link #marginal(Tensor, Tensor)}, by inducing inputs, in n m² operations: covariance Q +
   * diag(K − Q) + σ²I with Q = K(x, u) K(u, u)⁻¹ K(u, x), the fully independent training
   * conditional. Source: E. Snelson, Z. Ghahramani, "Sparse Gaussian processes using
   * pseudo-inputs", 2006.
   */
  public LowRankMultivariateNormal marginal(Tensor x, Tensor noise, Tensor inducing) {
    Tensor loading = loading(x, inducing);
    Tensor left = covariance.variances(x).minus(loading.square().sum(-1)).maximum(Tensor.scalar(0));
    return LowRankMultivariateNormal.of(
        Tensor.zeros(Inputs.count(x)), loading, left.plus(noise.square()));
  }

  /**
   * Its values at other inputs, given y seen with normal noise: mean K(at, x) (K + σ²I)⁻¹ y.
   *
   * @param y what was seen, [n]
   * @param noise σ, shape [] or [n]; 0 where y are its values
   * @param at the other inputs
   */
  public Distribution given(Tensor x, Tensor y, Tensor noise, Tensor at) {
    Tensor factor = plus(matrix(x), noise.square()).cholesky();
    Tensor cross = factor.solveTriangular(covariance.between(x, at), true);
    Tensor white = factor.solveTriangular(y.unsqueeze(1), true);
    Tensor mean = cross.transpose().matmul(white).reshape(Inputs.count(at));
    Tensor left = matrix(at).minus(cross.transpose().matmul(cross));
    return MultivariateNormal.ofCovariance(mean, left.plus(left.transpose()).times(0.5));
  }

  /** K(x, u) L⁻ᵀ, where K(u, u) = L Lᵀ: shape [n, m]. */
  private Tensor loading(Tensor x, Tensor inducing) {
    return matrix(inducing)
        .cholesky()
        .solveTriangular(covariance.between(inducing, x), true)
        .transpose();
  }

  /** K with the jitter. */
  private Tensor matrix(Tensor x) {
    Tensor matrix = covariance.between(x, x);
    return jitter == 0 ? matrix : plus(matrix, matrix.diagonal().mean().times(jitter));
  }

  private static Tensor plus(Tensor matrix, Tensor variance) {
    Tensor diagonal = variance.expand(matrix.shape().takeLeft(1));
    return matrix.plus(diagonal.diagonalMatrix());
  }
}
