package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;

/**
 * M⁻¹ = Σ = L Lᵀ, a full matrix: p = L⁻ᵀ z has covariance Σ⁻¹ = M, and L z has covariance Σ.
 *
 * <p>Rows are stored one after the other in one array; L is the lower Cholesky factor.
 */
public final class DenseMetric implements Metric {
  private final int n;
  private final double[] inverseMass;
  private final double[] factor;

  /**
   * The metric with inverse mass Σ.
   *
   * @param inverseMass Σ, square, symmetric and positive definite
   * @throws ArgumentException if the matrix is not square, symmetric and positive definite
   */
  public DenseMetric(double[][] inverseMass) {
    this.n = inverseMass.length;
    this.inverseMass = new double[n * n];
    for (int i = 0; i < n; i++) {
      if (inverseMass[i].length != n) {
        throw new ArgumentException(
            "A dense inverse mass must be square, but row "
                + i
                + " of "
                + n
                + " has "
                + inverseMass[i].length
                + " entries.");
      }
      for (int j = 0; j < i; j++) {
        if (inverseMass[i][j] != inverseMass[j][i]) {
          throw new ArgumentException(
              "A dense inverse mass must be symmetric, but entries ("
                  + i
                  + ", "
                  + j
                  + ") and ("
                  + j
                  + ", "
                  + i
                  + ") are "
                  + inverseMass[i][j]
                  + " and "
                  + inverseMass[j][i]
                  + ".");
        }
      }
      System.arraycopy(inverseMass[i], 0, this.inverseMass, i * n, n);
    }
    this.factor = cholesky(n, this.inverseMass);
  }

  /** Σ, row by row. */
  public double[][] inverseMass() {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(inverseMass, i * n, (i + 1) * n);
    }
    return rows;
  }

  @Override
  public int dimension() {
    return n;
  }

  @Override
  public void velocity(double[] momentum, double[] velocity) {
    Counts.coordinates(n, momentum, velocity);
    product(n, inverseMass, momentum, velocity);
  }

  /** Σ p of a symmetric Σ: a sum of rows of Σ, which is independent lanes and no long sum. */
  static void product(int n, double[] matrix, double[] momentum, double[] velocity) {
    Arrays.fill(velocity, 0, n, 0.0);
    for (int j = 0; j < n; j++) {
      double p = momentum[j];
      int row = j * n;
      for (int i = 0; i < n; i++) {
        velocity[i] += matrix[row + i] * p;
      }
    }
  }

  @Override
  public void momentum(double[] normal, double[] momentum) {
    Counts.coordinates(n, normal, momentum);
    // Lᵀ p = z, from the last row up; column i of Lᵀ is row i of L.
    System.arraycopy(normal, 0, momentum, 0, n);
    for (int i = n - 1; i >= 0; i--) {
      int row = i * n;
      double p = momentum[i] / factor[row + i];
      momentum[i] = p;
      for (int j = 0; j < i; j++) {
        momentum[j] -= factor[row + j] * p;
      }
    }
  }

  @Override
  public void displacement(double[] normal, double[] displacement) {
    Counts.coordinates(n, normal, displacement);
    // x = L z, from the last row up, so that x may overwrite z.
    for (int i = n - 1; i >= 0; i--) {
      int row = i * n;
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += factor[row + j] * normal[j];
      }
      displacement[i] = sum;
    }
  }

  private static double[] cholesky(int n, double[] matrix) {
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        if (i != j) {
          l[i * n + j] = sum / l[j * n + j];
        } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
          l[i * n + i] = Math.sqrt(sum);
        } else {
          throw new ArgumentException(
              "A dense inverse mass must be positive definite, but pivot "
                  + i
                  + " of its Cholesky"
                  + " factorisation is "
                  + sum
                  + ". A diagonal metric needs no factorisation.");
        }
      }
    }
    return l;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DenseMetric that
        && n == that.n
        && Arrays.equals(inverseMass, that.inverseMass);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(inverseMass);
  }

  @Override
  public String toString() {
    return "DenseMetric" + Arrays.deepToString(inverseMass());
  }
}
