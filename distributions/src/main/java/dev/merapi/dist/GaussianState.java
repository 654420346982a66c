package dev.merapi.dist;

import dev.merapi.tensor.Tensor;

/**
 * What is known of a hidden vector x: that it is normal with this mean [.., n] and covariance [..,
 * n, n]. Vectors are rows, so a linear map F sends x to x F.
 *
 * <p>Source: Kalman, "A new approach to linear filtering and prediction problems" (1960).
 */
record GaussianState(Tensor mean, Tensor covariance) {

  /** What an observation adds: the state given it, and the log-density that it had. */
  record Update(GaussianState state, Tensor logDensity) {}

  static GaussianState of(MultivariateNormal law) {
    return new GaussianState(law.loc(), law.covariance());
  }

  /** What is known of x F + noise. */
  GaussianState through(Tensor map, MultivariateNormal noise) {
    Tensor spread = map.transpose().matmul(covariance).matmul(map);
    return new GaussianState(row(mean, map).plus(noise.loc()), spread.plus(noise.covariance()));
  }

  /**
   * What is known of x once x F + noise was seen to be y. Where covariances are beyond what doubles
   * resolve, the log-density is −∞.
   */
  Update given(Tensor map, MultivariateNormal noise, Tensor y) {
    GaussianState seen = through(map, noise);
    Tensor root = seen.covariance.choleskyOrNaN();
    Tensor gap = y.minus(seen.mean);
    Tensor z = Gaussian.whiten(root, gap);
    double constant = gap.size(-1) * Constants.HALF_LOG_TWO_PI;
    Tensor log = Gaussian.length(z, -1).times(-0.5).minus(Gaussian.logDet(root).plus(constant));
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor gain = root.solveTriangular(map.transpose().matmul(covariance), true);
    Tensor rest = covariance.minus(gain.transpose().matmul(gain));
    return new Update(
        new GaussianState(mean.plus(row(z, gain)), rest), Tensor.where(log.isNan(), never, log));
  }

  /** The law of x. */
  MultivariateNormal law() {
    return MultivariateNormal.ofCovariance(mean, covariance);
  }

  /** x M for rows x. */
  static Tensor row(Tensor x, Tensor matrix) {
    return x.unsqueeze(-2).matmul(matrix).squeeze(-2);
  }
}
