package dev.merapi.laws.internal.verify;

import dev.merapi.tensor.Tensor;

/** The mean of numbers that should have mean 0, with its error. */
public record Mean(double value, double error, double heaviest) {
  /** One draw with more than this of the sum of squares says that a mean may not exist. */
  private static final double HEAVY = 0.2;

  /** The mean of these numbers. */
  public static Mean of(double[] numbers) {
    int n = numbers.length;
    double sum = 0;
    for (double x : numbers) {
      sum += x;
    }
    double mean = sum / n;
    double squares = 0;
    double heaviest = 0;
    for (double x : numbers) {
      double square = (x - mean) * (x - mean);
      squares += square;
      heaviest = Math.max(heaviest, square);
    }
    return new Mean(mean, Math.sqrt(squares / (n - 1) / n), squares > 0 ? heaviest / squares : 0);
  }

  /** Whether the numbers have tails so heavy that their mean says nothing. */
  public boolean isHeavy() {
    return heaviest > HEAVY;
  }

  /** The probability of a mean as far from 0, either way, if 0 is right. */
  public double p() {
    return error > 0 ? twoSided(value / error) : value == 0 ? 1 : 0;
  }

  /** The probability of a number as far from 0 as z, either way, under the normal distribution. */
  public static double twoSided(double z) {
    return 2 * Tensor.scalar(-Math.abs(z)).normalCdf().item();
  }

  @Override
  public String toString() {
    return "%.3g ± %.2g".formatted(value, error);
  }
}
