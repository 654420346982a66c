package dev.merapi.infer.internal.centring;

import java.util.Arrays;

/**
 * How far a density is from a normal one along each coordinate: −ln r², where r is the correlation
 * of draws x and gradients g of the log density there. It is at least 0, and 0 where gₖ is linear
 * in xₖ alone: where one step size and a diagonal metric fit everywhere. Integration by parts gives
 * cov(xₖ, gₖ) = −1 for draws of the density, so it estimates ln (var xₖ · var gₖ).
 */
public final class Curvature {
  private final double[][] draws;
  private final double[][] gradients;

  /**
   * The draws of a run and the gradients there.
   *
   * @param draws [draw][coordinate]
   * @param gradients [draw][coordinate]
   */
  public Curvature(double[][] draws, double[][] gradients) {
    this.draws = draws;
    this.gradients = gradients;
  }

  /** Of each coordinate; +∞ where a draw or a gradient is not finite, or one does not vary. */
  public double[] byCoordinate() {
    double[] scores = new double[draws[0].length];
    for (int k = 0; k < scores.length; k++) {
      double both = covariance(draws, gradients, k);
      double score =
          Math.log(covariance(draws, draws, k) / Math.abs(both))
              + Math.log(covariance(gradients, gradients, k) / Math.abs(both));
      scores[k] = Double.isFinite(score) ? score : Double.POSITIVE_INFINITY;
    }
    return scores;
  }

  private static double covariance(double[][] x, double[][] y, int k) {
    double meanX = Arrays.stream(x).mapToDouble(row -> row[k]).average().orElse(0);
    double meanY = Arrays.stream(y).mapToDouble(row -> row[k]).average().orElse(0);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i][k] - meanX) * (y[i][k] - meanY);
    }
    return sum / x.length;
  }
}
