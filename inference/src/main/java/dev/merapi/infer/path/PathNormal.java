package dev.merapi.infer.path;

import dev.merapi.infer.mcmc.DiagonalMetric;
import dev.merapi.infer.mcmc.LowRankMetric;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * The normal distribution that a point of a path stands for: Newton's step leads to its mean, and
 * its covariance is the inverse mass of a metric.
 */
final class PathNormal {
  private final double[] mean;
  private final Metric metric;
  private final double logNormaliser;

  /** Around a point, with H as inverse mass. */
  PathNormal(double[] position, double[] gradient, Metric metric) {
    this.mean = new double[position.length];
    this.metric = metric;
    metric.velocity(gradient, mean);
    for (int i = 0; i < mean.length; i++) {
      mean[i] += position[i];
    }
    this.logNormaliser = mean.length / 2.0 * Math.log(2 * Math.PI) + logDeterminant(metric) / 2;
  }

  /** ln det of the inverse mass. */
  private static double logDeterminant(Metric metric) {
    double sum = 0;
    if (metric instanceof LowRankMetric low) {
      for (double scale : low.scale()) {
        sum += 2 * Math.log(scale);
      }
      for (double eigenvalue : low.eigenvalues()) {
        sum += Math.log(eigenvalue);
      }
    } else if (metric instanceof DiagonalMetric diagonal) {
      for (double variance : diagonal.inverseMass()) {
        sum += Math.log(variance);
      }
    }
    return sum;
  }

  Metric metric() {
    return metric;
  }

  /**
   * A draw.
   *
   * @param point where it is
   * @param logWeight ln p − ln q
   */
  record Draw(Point point, double logWeight) {}

  /** The draw of a key. */
  Draw draw(Potential potential, Key key) {
    double[] noise = new double[mean.length];
    Draws.normal(key, noise, 0, noise.length);
    double squares = 0;
    for (double u : noise) {
      squares += u * u;
    }
    metric.displacement(noise, noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] += mean[i];
    }
    Point point = Point.at(potential, noise);
    double logWeight = point.logDensity() + squares / 2 + logNormaliser;
    return new Draw(point, Double.isFinite(logWeight) ? logWeight : Double.NEGATIVE_INFINITY);
  }

  /** E ln p − ln q over so many draws; −∞ where one has no density. */
  double bound(Potential potential, int draws, Key key) {
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      sum += draw(potential, key.fold(i)).logWeight();
    }
    return sum / draws;
  }
}
