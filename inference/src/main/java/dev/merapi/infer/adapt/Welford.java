package dev.merapi.infer.adapt;

import dev.merapi.infer.mcmc.Metric;
import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;

/**
 * The running mean and the running variance, or covariance, of the positions of a chain.
 *
 * <pre>
 *   δ = x − m̄ₙ₋₁    m̄ₙ = m̄ₙ₋₁ + δ/n    Sₙ = Sₙ₋₁ + (x − m̄ₙ) δᵀ
 * </pre>
 *
 * <p>S is kept as its diagonal (length d) or in full (d², row by row), which in one dimension are
 * the same. A value: an update gives a new one.
 *
 * <p>Source: Welford, "Note on a method for calculating corrected sums of squares and products"
 * (1962).
 *
 * @param count n
 * @param mean m̄
 * @param squares S, of length d or d²
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, copied out, compared by content
record Welford(int count, double[] mean, double[] squares) {
  /** Pseudo-observations that pull an estimate to {@link #PRIOR_VARIANCE}. */
  private static final double PRIOR_COUNT = 5;

  private static final double PRIOR_VARIANCE = 1e-3;

  /** Takes the arrays over. */
  public Welford {
    if (squares.length != mean.length && squares.length != mean.length * mean.length) {
      throw new ArgumentException(
          "Sums of squares of "
              + mean.length
              + " coordinates are a diagonal or a full matrix, but "
              + squares.length
              + " numbers were given.");
    }
  }

  /** No observation yet, variances only. */
  public static Welford diagonal(int dimension) {
    return new Welford(0, new double[dimension], new double[dimension]);
  }

  /** No observation yet, the full covariance. */
  public static Welford dense(int dimension) {
    return new Welford(0, new double[dimension], new double[dimension * dimension]);
  }

  /** With one more observation. */
  public Welford add(double[] x) {
    int d = mean.length;
    int n = count + 1;
    double[] newMean = new double[d];
    double[] newSquares = new double[squares.length];
    if (!isDense()) {
      for (int i = 0; i < d; i++) {
        double delta = x[i] - mean[i];
        double after = mean[i] + delta / n;
        newMean[i] = after;
        newSquares[i] = squares[i] + (x[i] - after) * delta;
      }
      return new Welford(n, newMean, newSquares);
    }
    for (int i = 0; i < d; i++) {
      newMean[i] = mean[i] + (x[i] - mean[i]) / n;
    }
    for (int i = 0; i < d; i++) {
      double after = x[i] - newMean[i];
      for (int j = 0; j < d; j++) {
        newSquares[i * d + j] = squares[i * d + j] + after * (x[j] - mean[j]);
      }
    }
    return new Welford(n, newMean, newSquares);
  }

  /** Back to no observation. */
  public Welford restarted() {
    return new Welford(0, new double[mean.length], new double[squares.length]);
  }

  /**
   * The metric whose inverse mass is the estimate S/(n − 1), shrunk towards 10⁻³ I as Stan does:
   * n/(n + 5) · S/(n − 1) + 5/(n + 5) · 10⁻³ I.
   */
  public Metric metric() {
    int d = mean.length;
    double keep = count / (count + PRIOR_COUNT) / Math.max(1, count - 1);
    double ridge = PRIOR_VARIANCE * (PRIOR_COUNT / (count + PRIOR_COUNT));
    if (!isDense()) {
      double[] variance = new double[d];
      for (int i = 0; i < d; i++) {
        variance[i] = keep * squares[i] + ridge;
      }
      return Metric.diagonal(variance);
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        // (x − m̄ₙ) δᵀ is symmetric but for rounding.
        double entry = keep * 0.5 * (squares[i * d + j] + squares[j * d + i]);
        covariance[i][j] = entry;
        covariance[j][i] = entry;
      }
      covariance[i][i] = keep * squares[i * d + i] + ridge;
    }
    return Metric.dense(covariance);
  }

  private boolean isDense() {
    return squares.length != mean.length;
  }

  /** A copy of m̄. */
  @Override
  public double[] mean() {
    return mean.clone();
  }

  /** A copy of S. */
  @Override
  public double[] squares() {
    return squares.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Welford(int n, double[] m, double[] s)
        && count == n
        && Arrays.equals(mean, m)
        && Arrays.equals(squares, s);
  }

  @Override
  public int hashCode() {
    return 31 * count + Arrays.hashCode(mean);
  }

  @Override
  public String toString() {
    return "Welford[count=" + count + ", mean=" + Arrays.toString(mean) + "]";
  }
}
