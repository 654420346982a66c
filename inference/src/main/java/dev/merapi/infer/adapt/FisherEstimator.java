package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.internal.Spectrum;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The metric that minimises the Fisher divergence between a normal distribution and the target, as
 * far as draws x and gradients g tell: first each coordinate by itself,
 *
 * <pre>  σᵢ = (Var xᵢ / Var gᵢ)^¼,</pre>
 *
 * <p>then, in coordinates scaled by σ, the directions uₖ in which the {@link GeometricMean} of the
 * covariance of the draws and the inverse of that of the gradients differs from 1. On a normal
 * target g is linear in x, so more draws than coordinates give the covariance itself, however they
 * are spread.
 *
 * <p>Source: Seyboldt, Carlson and Carpenter, "Preconditioning Hamiltonian Monte Carlo by
 * minimizing Fisher divergence" (2026).
 *
 * @param shape which directions are kept
 * @param window the draws
 */
record FisherEstimator(MetricShape.Fisher shape, Window window) implements MetricEstimator {
  /** Fewer draws say nothing. */
  private static final int LEAST = 3;

  @Override
  public FisherEstimator add(Point point) {
    // A draw that has not moved says nothing new of the target.
    return window.isLast(point) ? this : new FisherEstimator(shape, window.add(point));
  }

  @Override
  public int count() {
    return window.count();
  }

  @Override
  public Optional<Metric> metric() {
    if (count() < LEAST) {
      return Optional.empty();
    }
    double[][] draws = columns(true);
    double[][] gradients = columns(false);
    int d = draws.length;
    double[] scale = new double[d];
    for (int i = 0; i < d; i++) {
      scale[i] = Math.sqrt(Math.sqrt(square(draws[i]) / square(gradients[i])));
      if (!(scale[i] > 0 && scale[i] < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
    }
    return shape.isDiagonal() ? Optional.of(diagonal(scale)) : directed(scale, draws, gradients);
  }

  private static Metric diagonal(double[] scale) {
    return Metric.diagonal(Arrays.stream(scale).map(s -> s * s).toArray());
  }

  private Optional<Metric> directed(double[] scale, double[][] draws, double[][] gradients) {
    int d = scale.length;
    double root = Math.sqrt(count());
    for (int i = 0; i < d; i++) {
      for (int n = 0; n < draws[i].length; n++) {
        draws[i][n] /= scale[i] * root;
        gradients[i][n] *= scale[i] / root;
      }
    }
    List<double[]> directions = new ArrayList<>();
    List<Double> eigenvalues = new ArrayList<>();
    for (int[] block : shape.blocks(d)) {
      Optional<Spectrum> mean = GeometricMean.of(part(draws, block), part(gradients, block));
      if (mean.isEmpty()) {
        return Optional.empty();
      }
      double[] values = mean.get().values();
      for (int k = 0; k < values.length; k++) {
        if (shape.keeps(block.length, values[k])) {
          double[] direction = new double[d];
          for (int i = 0; i < block.length; i++) {
            direction[block[i]] = mean.get().vectors()[k][i];
          }
          directions.add(direction);
          eigenvalues.add(values[k]);
        }
      }
    }
    return Optional.of(
        directions.isEmpty()
            ? diagonal(scale)
            : Metric.lowRank(
                scale,
                directions.toArray(double[][]::new),
                eigenvalues.stream().mapToDouble(x -> x).toArray()));
  }

  private static double[][] part(double[][] rows, int[] block) {
    return Arrays.stream(block).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  /** The positions, or the gradients, less their mean: [coordinate][draw]. */
  private double[][] columns(boolean positions) {
    Point[] points = window.points();
    double[][] columns = new double[points[0].dimension()][points.length];
    for (int n = 0; n < points.length; n++) {
      double[] row = positions ? points[n].position() : points[n].gradient();
      for (int i = 0; i < row.length; i++) {
        columns[i][n] = row[i];
      }
    }
    for (double[] column : columns) {
      double sum = 0;
      for (double x : column) {
        sum += x;
      }
      double mean = sum / column.length;
      for (int n = 0; n < column.length; n++) {
        column[n] -= mean;
      }
    }
    return columns;
  }

  private static double square(double[] column) {
    double sum = 0;
    for (double x : column) {
      sum += x * x;
    }
    return sum;
  }

  @Override
  public FisherEstimator restarted() {
    return new FisherEstimator(shape, Window.EMPTY);
  }

  @Override
  public void write(Encoder out) {
    window.write(out);
  }

  @Override
  public FisherEstimator read(Decoder in) {
    return new FisherEstimator(shape, Window.read(in));
  }
}
