package dev.merapi.report.plot;

import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * The estimate of a density by normal kernels: f(x) = Σᵢ φ((x − xᵢ)/h) / (n h), with h = 0.9
 * min(sd, iqr/1.34) n^(−1/5). Source: Silverman, "Density Estimation" (1986), equation 3.31.
 */
final class Density {
  private static final int GRID = 128;
  private static final double REACH = 3;

  private Density() {}

  /** The line of the density; none where all numbers are equal, or fewer than two are finite. */
  static Optional<Mark> of(String name, Ink ink, double[] all) {
    double[] sorted = Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
    int n = sorted.length;
    double mean = Arrays.stream(sorted).average().orElse(0);
    double sd = Math.sqrt(Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / (n - 1));
    if (n < 2 || !(sd > 0) || Double.isInfinite(sd)) {
      return Optional.empty();
    }
    double spread = (sorted[3 * n / 4] - sorted[n / 4]) / 1.34;
    double h = 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * Math.pow(n, -0.2);
    double from = sorted[0] - REACH * h;
    double step = (sorted[n - 1] + REACH * h - from) / (GRID - 1);
    double[] x = new double[GRID];
    double[] y = new double[GRID];
    for (int g = 0; g < GRID; g++) {
      x[g] = from + g * step;
      double sum = 0;
      for (double each : sorted) {
        double z = (x[g] - each) / h;
        sum += Math.exp(-0.5 * z * z);
      }
      y[g] = sum / (n * h * Math.sqrt(2 * Math.PI));
    }
    return Optional.of(new Mark.Line(name, ink, Tensor.of(x), Tensor.of(y)));
  }
}
