package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * M⁻¹ = diag(σ) (I + U (Λ − I) Uᵀ) diag(σ): after a scaling by σ, the target has variance λₖ along
 * direction uₖ and 1 across all directions.
 *
 * <p>The directions are orthonormal, so a product with I + U (Λ^a − I) Uᵀ is that of its factors I
 * + (λₖ^a − 1) uₖ uₖᵀ one after the other: a velocity costs O(d r) and needs no scratch. Where the
 * r directions are so many that a full matrix is cheaper, it is made once.
 *
 * <p>Source: Seyboldt, Carlson and Carpenter, "Preconditioning Hamiltonian Monte Carlo by
 * minimizing Fisher divergence" (2026), section on low rank plus diagonal.
 */
public final class LowRankMetric implements Metric {
  private static final double ORTHONORMAL = 1e-6;

  private final double[] scale;
  private final double[][] directions;
  private final double[] eigenvalues;
  private final double[] whitening;
  private final double[] colouring;
  private final double @Nullable [] full;

  /**
   * The metric of scales σ, directions uₖ and variances λₖ along them.
   *
   * @param scale σ, every entry positive and finite, of length d
   * @param directions the rows uₖ, orthonormal, [r][d]
   * @param eigenvalues λ, every entry positive and finite, of length r
   * @throws ArgumentException if there is not one eigenvalue for each direction, the directions are
   *     not orthonormal, or a number is not usable
   */
  public LowRankMetric(double[] scale, double[][] directions, double[] eigenvalues) {
    if (directions.length != eigenvalues.length) {
      throw new ArgumentException(
          "A metric has one eigenvalue for each direction, but there are %d directions and %d eigenvalues."
              .formatted(directions.length, eigenvalues.length));
    }
    requirePositive("scale", scale);
    requirePositive("eigenvalue", eigenvalues);
    for (double[] direction : directions) {
      if (direction.length != scale.length) {
        throw new ArgumentException(
            "A direction has one entry for each of %d coordinates, but one has %d."
                .formatted(scale.length, direction.length));
      }
    }
    requireOrthonormal(directions);
    this.scale = scale.clone();
    this.directions = Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
    this.eigenvalues = eigenvalues.clone();
    this.whitening = Arrays.stream(eigenvalues).map(x -> 1 / Math.sqrt(x) - 1).toArray();
    this.colouring = Arrays.stream(eigenvalues).map(x -> Math.sqrt(x) - 1).toArray();
    this.full = 2 * eigenvalues.length >= scale.length ? full() : null;
  }

  private static void requirePositive(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] > 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw new ArgumentException(
            "Every %s of a metric must be positive and finite, but number %d is %s."
                .formatted(what, i, values[i]));
      }
    }
  }

  /** Momenta would not have the distribution that the kinetic energy says. */
  private static void requireOrthonormal(double[][] directions) {
    for (int k = 0; k < directions.length; k++) {
      for (int j = 0; j <= k; j++) {
        double product = 2 * Metric.kinetic(directions[k], directions[j]);
        if (!(Math.abs(product - (j == k ? 1 : 0)) < ORTHONORMAL)) {
          throw new ArgumentException(
              "The directions of a metric are orthonormal, but the inner product of numbers %d and %d is %s. Take eigenvectors, or the rows of Q of a QR decomposition."
                  .formatted(j, k, product));
        }
      }
    }
  }

  /** M⁻¹ row by row. */
  private double[] full() {
    int d = scale.length;
    double[] matrix = new double[d * d];
    for (int i = 0; i < d; i++) {
      matrix[i * d + i] = 1;
    }
    for (int k = 0; k < eigenvalues.length; k++) {
      double[] u = directions[k];
      for (int i = 0; i < d; i++) {
        double factor = (eigenvalues[k] - 1) * u[i];
        for (int j = 0; j < d; j++) {
          matrix[i * d + j] += factor * u[j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double entry = matrix[i * d + j] * scale[i] * scale[j];
        matrix[i * d + j] = entry;
        matrix[j * d + i] = entry;
      }
      matrix[i * d + i] *= scale[i] * scale[i];
    }
    return matrix;
  }

  /** A copy of σ. */
  public double[] scale() {
    return scale.clone();
  }

  /** Copies of the directions, [r][d]. */
  public double[][] directions() {
    return Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
  }

  /** A copy of λ. */
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  @Override
  public int dimension() {
    return scale.length;
  }

  @Override
  public void velocity(double[] momentum, double[] velocity) {
    Counts.coordinates(scale.length, momentum, velocity);
    int d = scale.length;
    if (full != null) {
      DenseMetric.product(d, full, momentum, velocity);
      return;
    }
    for (int i = 0; i < d; i++) {
      velocity[i] = scale[i] * momentum[i];
    }
    for (int k = 0; k < directions.length; k++) {
      stretch(directions[k], eigenvalues[k] - 1, velocity);
    }
    for (int i = 0; i < d; i++) {
      velocity[i] *= scale[i];
    }
  }

  @Override
  public void momentum(double[] normal, double[] momentum) {
    Counts.coordinates(scale.length, normal, momentum);
    System.arraycopy(normal, 0, momentum, 0, scale.length);
    for (int k = 0; k < directions.length; k++) {
      stretch(directions[k], whitening[k], momentum);
    }
    for (int i = 0; i < scale.length; i++) {
      momentum[i] /= scale[i];
    }
  }

  @Override
  public void displacement(double[] normal, double[] displacement) {
    Counts.coordinates(scale.length, normal, displacement);
    System.arraycopy(normal, 0, displacement, 0, scale.length);
    for (int k = 0; k < directions.length; k++) {
      stretch(directions[k], colouring[k], displacement);
    }
    for (int i = 0; i < scale.length; i++) {
      displacement[i] *= scale[i];
    }
  }

  /** x ← x + c u (u·x). */
  private static void stretch(double[] u, double c, double[] x) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * x[i];
    }
    double factor = c * sum;
    for (int i = 0; i < u.length; i++) {
      x[i] += factor * u[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LowRankMetric that
        && Arrays.equals(scale, that.scale)
        && Arrays.equals(eigenvalues, that.eigenvalues)
        && Arrays.deepEquals(directions, that.directions);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(scale) + Arrays.hashCode(eigenvalues);
  }

  @Override
  public String toString() {
    return "LowRankMetric[scale=%s, eigenvalues=%s]"
        .formatted(Arrays.toString(scale), Arrays.toString(eigenvalues));
  }
}
