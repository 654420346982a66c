package dev.merapi.infer.adapt;

import dev.merapi.infer.mcmc.LowRankMetric;
import dev.merapi.infer.mcmc.Metric;
import java.util.List;

/**
 * How much a metric has changed: the largest and the least wᵀ Σ′ w / wᵀ Σ w, where w are the
 * coordinates and the directions of both. These are bounds on the generalised eigenvalues from
 * within, and cost no decomposition.
 *
 * @param least the least ratio
 * @param greatest the greatest ratio
 */
record MetricChange(double least, double greatest) {
  private static final double FACTOR = 2;

  static MetricChange between(Metric before, Metric after) {
    int d = before.dimension();
    double[] least = {Double.POSITIVE_INFINITY, 0};
    double[] w = new double[d];
    double[] v = new double[d];
    for (int i = 0; i < d; i++) {
      w[i] = 1;
      include(ratio(before, after, w, v), least);
      w[i] = 0;
    }
    for (Metric metric : List.of(before, after)) {
      if (metric instanceof LowRankMetric low) {
        double[] scale = low.scale();
        for (double[] direction : low.directions()) {
          for (int i = 0; i < d; i++) {
            w[i] = direction[i] / scale[i];
          }
          include(ratio(before, after, w, v), least);
        }
      }
    }
    return new MetricChange(least[0], least[1]);
  }

  private static void include(double ratio, double[] bounds) {
    bounds[0] = Math.min(bounds[0], ratio);
    bounds[1] = Math.max(bounds[1], ratio);
  }

  private static double ratio(Metric before, Metric after, double[] w, double[] v) {
    before.velocity(w, v);
    double old = Metric.kinetic(w, v);
    after.velocity(w, v);
    return Metric.kinetic(w, v) / old;
  }

  /** Whether no ratio is beyond a factor of two. */
  boolean isSmall() {
    return least > 1 / FACTOR && greatest < FACTOR;
  }
}
