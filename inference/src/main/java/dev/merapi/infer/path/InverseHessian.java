package dev.merapi.infer.path;

import static dev.merapi.infer.internal.Vectors.dot;

import dev.merapi.infer.internal.Spectrum;
import dev.merapi.infer.internal.Vectors;
import dev.merapi.infer.mcmc.Metric;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the last steps s of a descent and the changes z of its gradient tell of the inverse of the
 * second derivatives: a diagonal α, which each step mends (Gilbert and Lemaréchal, <em>Some
 * numerical experiments with variable-storage quasi-Newton algorithms</em>, 1989), then an update
 * of Broyden, Fletcher, Goldfarb and Shanno for each of the steps that are kept,
 *
 * <pre>  H ← (I − ρ s zᵀ) H (I − ρ z sᵀ) + ρ s sᵀ,   ρ = 1/sᵀz.</pre>
 *
 * <p>In coordinates scaled by √α the updates change H in the span of all s and z alone, so a matrix
 * of twice as many rows as there are steps holds them, and its eigenvectors are directions of a
 * metric.
 */
final class InverseHessian {
  private static final double LEAST_CURVATURE = 1e-12;
  private static final double DEPENDENT = 1e-8;

  @SuppressWarnings("ArrayRecordComponent") // never leaves the class
  private record Step(double[] s, double[] z) {}

  private final int memory;
  private final double[] alpha;
  private final Deque<Step> steps = new ArrayDeque<>();

  InverseHessian(int dimension, int memory) {
    this.memory = memory;
    this.alpha = new double[dimension];
    Arrays.fill(alpha, 1);
  }

  /** Learns from a step, if the function curves upwards along it. */
  void add(double[] s, double[] z) {
    double b = dot(s, z);
    if (!(b > LEAST_CURVATURE * dot(z, z)) || !(dot(s, s) < Double.POSITIVE_INFINITY)) {
      return;
    }
    double a = 0;
    double c = 0;
    for (int i = 0; i < alpha.length; i++) {
      a += z[i] * alpha[i] * z[i];
      c += s[i] * s[i] / alpha[i];
    }
    for (int i = 0; i < alpha.length; i++) {
      double part = s[i] / alpha[i];
      alpha[i] = 1 / (a / (b * alpha[i]) + z[i] * z[i] / b - a * part * part / (b * c));
    }
    steps.addLast(new Step(s.clone(), z.clone()));
    if (steps.size() > memory) {
      steps.removeFirst();
    }
  }

  /** H as the inverse mass of a metric; none where rounding has spoilt it. */
  Optional<Metric> metric() {
    int n = alpha.length;
    double[] scale = Arrays.stream(alpha).map(Math::sqrt).toArray();
    if (!isPositive(scale)) {
      return Optional.empty();
    }
    List<double[]> basis = new ArrayList<>();
    List<Step> scaled = new ArrayList<>();
    for (Step step : steps) {
      double[] s = new double[n];
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        s[i] = step.s[i] / scale[i];
        z[i] = step.z[i] * scale[i];
      }
      scaled.add(new Step(s, z));
      extend(basis, s);
      extend(basis, z);
    }
    if (basis.isEmpty()) {
      return Optional.of(Metric.diagonal(alpha));
    }
    Spectrum spectrum = Spectrum.of(updated(scaled, basis));
    double[][] directions = new double[basis.size()][n];
    for (int k = 0; k < directions.length; k++) {
      for (int j = 0; j < directions.length; j++) {
        Vectors.add(spectrum.vectors()[k][j], basis.get(j), directions[k]);
      }
    }
    return isPositive(spectrum.values())
        ? Optional.of(Metric.lowRank(scale, directions, spectrum.values()))
        : Optional.empty();
  }

  /** H in the basis, by one update after the other. */
  private static double[][] updated(List<Step> steps, List<double[]> basis) {
    int k = basis.size();
    double[][] h = new double[k][k];
    for (int i = 0; i < k; i++) {
      h[i][i] = 1;
    }
    for (Step step : steps) {
      double[] s = basis.stream().mapToDouble(u -> dot(u, step.s)).toArray();
      double[] z = basis.stream().mapToDouble(u -> dot(u, step.z)).toArray();
      double rho = 1 / dot(s, z);
      double[] hz = Arrays.stream(h).mapToDouble(row -> dot(row, z)).toArray();
      double more = rho * (1 + rho * dot(z, hz));
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          h[i][j] += more * s[i] * s[j] - rho * (s[i] * hz[j] + hz[i] * s[j]);
        }
      }
    }
    return h;
  }

  /** Adds what of a vector is across the basis, by Gram and Schmidt twice. */
  private static void extend(List<double[]> basis, double[] vector) {
    double[] left = vector.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (double[] u : basis) {
        Vectors.add(-dot(u, left), u, left);
      }
    }
    double length = Math.sqrt(dot(left, left));
    if (length > DEPENDENT * Math.sqrt(dot(vector, vector))) {
      basis.add(Arrays.stream(left).map(x -> x / length).toArray());
    }
  }

  private static boolean isPositive(double[] values) {
    return Arrays.stream(values).allMatch(x -> x > 0 && x < Double.POSITIVE_INFINITY);
  }
}
