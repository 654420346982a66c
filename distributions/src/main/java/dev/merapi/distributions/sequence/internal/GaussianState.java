package dev.merapi.distributions.sequence.internal;

import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Tensor;

/**
 * What is known of a hidden vector x: that it is normal with this mean [.., n] and covariance [..,
 * n, n]. Vectors are rows, so a linear map F sends x to x F.
 *
 * <p>Source: Kalman, "A new approach to linear filtering and prediction problems" (1960).
 */
public record GaussianState(Tensor mean, Tensor covariance) {

  /**
   * What an observation adds: the state given it, |z|² for the observation whitened to z, and ln
   * det of the factor that whitens it. Its log-density is −(|z|² + m ln 2π)/2 − ln det.
   */
  public record Update(GaussianState state, Tensor length, Tensor logScale) {}

  /** The state that this distribution describes. */
  public static GaussianState of(MultivariateNormal normal) {
    return new GaussianState(normal.loc(), normal.covariance());
  }

  /** What is known of x F + noise. */
  public GaussianState through(Tensor map, MultivariateNormal noise) {
    Tensor spread = map.transpose().matmul(covariance).matmul(map);
    return new GaussianState(row(mean, map).plus(noise.loc()), spread.plus(noise.covariance()));
  }

  /** What is known of x once x F + noise was seen to be y. */
  public Update given(Tensor map, MultivariateNormal noise, Tensor y) {
    GaussianState seen = through(map, noise);
    Tensor root = seen.covariance.choleskyOrNaN();
    Tensor z = Gaussian.whiten(root, y.minus(seen.mean));
    Tensor gain = root.solveTriangular(map.transpose().matmul(covariance), true);
    Tensor rest = covariance.minus(gain.transpose().matmul(gain));
    return new Update(
        new GaussianState(mean.plus(row(z, gain)), rest),
        Gaussian.length(z, -1),
        Gaussian.logDet(root));
  }

  /** The distribution of x. */
  public MultivariateNormal distribution() {
    return MultivariateNormal.ofCovariance(mean, covariance);
  }

  /** x M for rows x. */
  public static Tensor row(Tensor x, Tensor matrix) {
    return x.unsqueeze(-2).matmul(matrix).squeeze(-2);
  }
}
