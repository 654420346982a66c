package dev.merapi.infer.adapt;

import static dev.merapi.infer.internal.Vectors.dot;

import dev.merapi.infer.internal.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The geometric mean of the covariance C of scaled draws and the inverse of that, P, of scaled
 * gradients, the symmetric solution of M P M = C:
 *
 * <pre>
 *   C = X Xᵀ + ρ I    P = G Gᵀ + ρ I = L Lᵀ    M = L⁻ᵀ (Lᵀ C L)^½ L⁻¹,   ρ = 10⁻³
 * </pre>
 *
 * <p>Where there are fewer than half as many draws as coordinates, both are ρ I across the span of
 * the draws and gradients, so M is I there, and it is enough to work in an orthonormal basis of
 * that span: the eigenvectors are then those in the span.
 *
 * <p>Source: Bhatia, "Positive Definite Matrices" (2007), section 4.1; the ridge was measured
 * (decision 25).
 */
final class GeometricMean {
  private static final double RIDGE = 1e-3;
  private static final double DEPENDENT = 1e-10;

  private GeometricMean() {}

  /** Of X and G, [coordinate][draw]; none if an eigenvalue is not positive and finite. */
  static Optional<Spectrum> of(double[][] draws, double[][] gradients) {
    int d = draws.length;
    if (d == 0 || 2 * draws[0].length >= d) {
      return full(draws, gradients);
    }
    double[][] basis = basis(draws, gradients);
    Optional<Spectrum> inside = full(product(basis, draws), product(basis, gradients));
    return inside.map(
        spectrum -> new Spectrum(spectrum.values(), product(spectrum.vectors(), basis)));
  }

  private static Optional<Spectrum> full(double[][] draws, double[][] gradients) {
    int d = draws.length;
    double[][] c = gram(draws);
    double[][] l = cholesky(gram(gradients));
    double[][] lt = transpose(l);
    Spectrum root = Spectrum.of(product(product(lt, c), l));
    double[][] half = new double[d][d];
    for (int k = 0; k < d; k++) {
      double value = root.values()[k];
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
      // Row k of half is λₖ^¼ L⁻ᵀ uₖ, so that M = halfᵀ half.
      double[] row = root.vectors()[k].clone();
      for (int i = d - 1; i >= 0; i--) {
        for (int j = i + 1; j < d; j++) {
          row[i] -= l[j][i] * row[j];
        }
        row[i] /= l[i][i];
      }
      double weight = Math.sqrt(Math.sqrt(value));
      for (int i = 0; i < d; i++) {
        half[k][i] = weight * row[i];
      }
    }
    Spectrum mean = Spectrum.of(product(transpose(half), half));
    for (double value : mean.values()) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
    }
    return Optional.of(mean);
  }

  /** X Xᵀ + ρ I. */
  private static double[][] gram(double[][] x) {
    int d = x.length;
    double[][] gram = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? RIDGE : 0;
        for (int n = 0; n < x[i].length; n++) {
          sum += x[i][n] * x[j][n];
        }
        gram[i][j] = sum;
        gram[j][i] = sum;
      }
    }
    return gram;
  }

  /** The lower factor; a NaN stays one, and is found in the spectrum. */
  private static double[][] cholesky(double[][] a) {
    int d = a.length;
    double[][] l = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  private static double[][] transpose(double[][] a) {
    double[][] t = new double[a.length == 0 ? 0 : a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b.length == 0 ? 0 : b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double x = a[i][k];
        for (int j = 0; j < c[i].length; j++) {
          c[i][j] += x * b[k][j];
        }
      }
    }
    return c;
  }

  /** Orthonormal rows that span the columns of both, by Gram and Schmidt, twice each. */
  private static double[][] basis(double[][] draws, double[][] gradients) {
    List<double[]> basis = new ArrayList<>();
    for (double[] column : transpose(draws)) {
      extend(basis, column);
    }
    for (double[] column : transpose(gradients)) {
      extend(basis, column);
    }
    return basis.toArray(double[][]::new);
  }

  private static void extend(List<double[]> basis, double[] column) {
    double before = Math.sqrt(dot(column, column));
    for (int pass = 0; pass < 2; pass++) {
      for (double[] b : basis) {
        double share = dot(b, column);
        for (int i = 0; i < column.length; i++) {
          column[i] -= share * b[i];
        }
      }
    }
    double norm = Math.sqrt(dot(column, column));
    if (norm > DEPENDENT * before) {
      for (int i = 0; i < column.length; i++) {
        column[i] /= norm;
      }
      basis.add(column);
    }
  }
}
