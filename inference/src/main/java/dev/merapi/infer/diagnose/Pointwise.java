package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.Samples;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers of observations under draws, as log-likelihoods, read observation by observation; and
 * sums on the log scale.
 *
 * @param draws the number of draws, at least 1
 * @param sites the numbers of each site in row-major order, [draw][element]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Pointwise(int draws, List<double[]> sites) {
  /** Observations that are read together, so that a line of the cache is used whole. */
  private static final int TOGETHER = 16;

  /** Takes the numbers of one observation. */
  @FunctionalInterface
  interface Column {
    void take(int observation, double[] numbers);
  }

  /** From [draw][observation]; refuses no draws and rows of different length. */
  static Pointwise of(double[][] rows) {
    requireDraws(rows.length);
    for (double[] row : rows) {
      if (row.length != rows[0].length) {
        throw new ArgumentException(
            "Every draw has a log-likelihood for each observation, but draws have "
                + rows[0].length
                + " and "
                + row.length
                + ".");
      }
    }
    return new Pointwise(
        rows.length, List.of(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray()));
  }

  /** From tensors [draws, B..] of several sites; an element of B.. is an observation. */
  static Pointwise of(List<? extends Tensor> sites) {
    requireDraws(sites.size());
    List<double[]> numbers = new ArrayList<>();
    Shape first = sites.getFirst().shape();
    for (Tensor site : sites) {
      if (site.shape().rank() < 1
          || first.rank() < 1
          || site.shape().size(0) != first.size(0)
          || first.size(0) == 0) {
        throw new ArgumentException(
            "The log-likelihoods of a site are [draws, B..], of one or more draws and as many for all sites, but there are shapes %s and %s."
                .formatted(first, site.shape()));
      }
      numbers.add(site.dense().rowMajorArray());
    }
    return new Pointwise(first.size(0), numbers);
  }

  private static void requireDraws(int draws) {
    if (draws == 0) {
      throw new ArgumentException("Predictive fit needs at least one draw, but got none.");
    }
  }

  /** The number of observations. */
  int observations() {
    return sites.stream().mapToInt(site -> site.length / draws).sum();
  }

  /** Hands over the numbers of each observation, [draw], in order; the array is the taker's own. */
  void each(Column taker) {
    int observation = 0;
    for (double[] site : sites) {
      int width = site.length / draws;
      for (int from = 0; from < width; from += TOGETHER) {
        double[][] columns = new double[Math.min(TOGETHER, width - from)][draws];
        for (int draw = 0; draw < draws; draw++) {
          for (int i = 0; i < columns.length; i++) {
            columns[i][draw] = site[draw * width + from + i];
          }
        }
        for (double[] column : columns) {
          taker.take(observation, column);
          observation++;
        }
      }
    }
  }

  /** log Σ eˣ. */
  static double logSumExp(double[] x) {
    double largest = Arrays.stream(x).max().orElse(Double.NEGATIVE_INFINITY);
    if (!Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double value : x) {
      sum += ExpKernel.scalar(value - largest);
    }
    return largest + LogKernel.scalar(sum);
  }

  /** log of the mean of eˣ. */
  static double logMeanExp(double[] x) {
    return logSumExp(x) - LogKernel.scalar(x.length);
  }

  /** √(n Var x), Var with divisor n. */
  static double standardErrorOfSum(double[] x) {
    return Math.sqrt(Samples.variance(x) * (x.length - 1));
  }
}
