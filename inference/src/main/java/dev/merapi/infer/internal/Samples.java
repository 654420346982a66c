package dev.merapi.infer.internal;

import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Draws of one scalar, [chain][draw], and the moments and shapes that diagnostics need of them. */
public final class Samples {
  private static final int FEWEST = 4;

  private Samples() {}

  /** Refuses chains of different length. */
  public static void requireRectangular(double[][] chains) {
    for (double[] chain : chains) {
      if (chain.length != chains[0].length) {
        throw new ArgumentException(
            "Diagnostics compare chains of equal length, but they have "
                + chains[0].length
                + " and "
                + chain.length
                + " draws. Cut them to the shortest.");
      }
    }
  }

  /** Whether there is anything to say: four draws a chain, all finite, not all the same. */
  public static boolean isInformative(double[][] chains) {
    if (chains.length == 0 || chains[0].length < FEWEST) {
      return false;
    }
    boolean varies = false;
    for (double[] chain : chains) {
      for (double x : chain) {
        if (!Double.isFinite(x)) {
          return false;
        }
        varies |= x != chains[0][0];
      }
    }
    return varies;
  }

  /** Each chain as two: its first and its last ⌊n/2⌋ draws. */
  public static double[][] split(double[][] chains) {
    double[][] halves = new double[2 * chains.length][];
    for (int c = 0; c < chains.length; c++) {
      int n = chains[c].length;
      halves[2 * c] = Arrays.copyOfRange(chains[c], 0, n / 2);
      halves[2 * c + 1] = Arrays.copyOfRange(chains[c], n - n / 2, n);
    }
    return halves;
  }

  /** All draws, chain after chain. */
  public static double[] pooled(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  /** All draws in ascending order. */
  public static double[] sorted(double[][] chains) {
    double[] values = pooled(chains);
    Arrays.sort(values);
    return values;
  }

  /** Each draw through a function. */
  public static double[][] map(double[][] chains, DoubleUnaryOperator f) {
    return Arrays.stream(chains)
        .map(chain -> Arrays.stream(chain).map(f).toArray())
        .toArray(double[][]::new);
  }

  /** The mean; NaN of nothing. */
  public static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  /** The variance with divisor n − 1; NaN of fewer than two values. */
  public static double variance(double[] x) {
    if (x.length < 2) {
      return Double.NaN;
    }
    double mean = mean(x);
    double sum = 0;
    for (double value : x) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (x.length - 1);
  }
}
