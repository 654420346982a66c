package dev.merapi.infer.internal.discrete;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import io.vavr.control.Option;
import java.util.Arrays;

/**
 * Equally spaced numbers: low, low + step, …
 *
 * @param low the least
 * @param step between neighbours
 * @param count how many there are
 */
record Grid(double low, double step, int count) {
  private static final double ROUNDING = 1e-9;

  /** The one that some numbers lie on, if it has at most {@code most} of them. */
  static Option<Grid> of(Dense numbers, int most) {
    double[] sorted = Arrays.stream(numbers.toArray()).sorted().distinct().toArray();
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    if (!Double.isFinite(low) || !Double.isFinite(high) || sorted.length > most) {
      return Option.none();
    }
    double step = high == low ? 1 : high - low;
    for (int i = 1; i < sorted.length; i++) {
      step = Math.min(step, sorted[i] - sorted[i - 1]);
    }
    for (double number : sorted) {
      double place = (number - low) / step;
      if (Math.abs(place - Math.rint(place)) > ROUNDING) {
        return Option.none();
      }
    }
    double count = Math.rint((high - low) / step) + 1;
    return count > most ? Option.none() : Option.some(new Grid(low, step, (int) count));
  }

  /** The places of numbers on it. */
  Tensor places(Tensor numbers) {
    return numbers.minus(low).div(step).round();
  }

  /** That of the sums of n numbers on it. */
  Grid times(int n) {
    return new Grid(n * low, step, n * (count - 1) + 1);
  }

  /** The numbers. */
  Tensor numbers() {
    return Tensor.arange(count).times(step).plus(low);
  }
}
