package dev.merapi.laws.internal.verify;

import dev.merapi.distributions.Distributions;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Positions to look at. */
public final class Points {
  private static final int SHOWN = 6;

  private Points() {}

  /** Uniform in (−reach, reach) in each coordinate. */
  public static double[] uniform(Key key, int dimension, double reach) {
    return Distributions.uniform(-reach, reach).expand(Shape.of(dimension)).sample(key).toArray();
  }

  /**
   * A simpler position where a failure is still one: numbers become 0, or shorter, one after the
   * other.
   */
  public static double[] shrunk(double[] position, Predicate<double[]> fails) {
    double[] at = position.clone();
    for (int i = 0; i < at.length; i++) {
      for (double simpler : new double[] {0, Math.rint(at[i]), Math.rint(at[i] * 10) / 10}) {
        double[] tried = at.clone();
        tried[i] = simpler;
        if (simpler != at[i] && fails.test(tried)) {
          at = tried;
          break;
        }
      }
    }
    return at;
  }

  /** The first of some numbers, as text. */
  public static String text(double[] numbers) {
    String shown =
        Arrays.stream(numbers)
            .limit(SHOWN)
            .mapToObj(x -> "%.6g".formatted(x))
            .collect(Collectors.joining(", "));
    return "(" + shown + (numbers.length > SHOWN ? ", …)" : ")");
  }
}
