package dev.merapi.report.table;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * Numbers on the scale of their own mean and deviation, z = (x − mean) / deviation, which are
 * remembered: {@link #back} gives results in the units of the data. Missing numbers, NaN, do not
 * count and stay missing.
 *
 * @param values z, of the shape of x
 * @param mean the mean of x
 * @param deviation √(Σ(x − mean)² / (n − 1))
 */
public record Standardised(Tensor values, double mean, double deviation) {
  /**
   * Standardises.
   *
   * @throws ArgumentException if fewer than two numbers are there, or all are equal
   */
  public static Standardised of(Tensor x) {
    double[] there = Arrays.stream(x.toArray()).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(there).average().orElse(Double.NaN);
    double squares = Arrays.stream(there).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / (there.length - 1));
    if (there.length < 2 || !(deviation > 0) || Double.isInfinite(deviation)) {
      throw new ArgumentException(
          "%d numbers with mean %s have no deviation to standardise by; use them as they are."
              .formatted(there.length, mean));
    }
    return new Standardised(x.minus(mean).div(deviation), mean, deviation);
  }

  /** Values on the scale of z in the units of the data: z · deviation + mean. */
  public Tensor back(Tensor z) {
    return z.times(deviation).plus(mean);
  }

  /** Other data on the same scale: (x − mean) / deviation. */
  public Tensor same(Tensor x) {
    return x.minus(mean).div(deviation);
  }
}
