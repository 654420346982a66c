package dev.merapi.distributions.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The category of a uniform number is the one that its definition names, for few and for many. */
final class ChooseByWeightLaws {
  private static double[] chosen(double[] weights, double[] uniforms) {
    return new ChooseByWeight().on(Tensor.of(weights), Tensor.of(uniforms)).dense().toArray();
  }

  /** The first whose running sum is above u times the sum of all; the last if none is. */
  private static double byDefinition(double[] weights, double u) {
    double[] sums = weights.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    double level = u * sums[sums.length - 1];
    int first = 0;
    while (first < sums.length - 1 && !(sums[first] > level)) {
      first++;
    }
    return first;
  }

  @Test
  void theCategoryIsTheFirstAboveTheLevel() {
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 1; k <= 40; k++) {
      for (boolean whole : new boolean[] {false, true}) {
        double[] weights =
            random.doubles(k, 0, 4).map(x -> x < 1 ? 0 : whole ? Math.floor(x) : x).toArray();
        weights[random.nextInt(k)] = 2;
        double total = Arrays.stream(weights).sum();
        double[] uniforms = random.doubles(200, 0, 1).toArray();
        for (int i = 0; whole && i < total; i++) {
          uniforms[i] = i / total;
        }
        uniforms[199] = Math.nextDown(1.0);
        double[] expected = Arrays.stream(uniforms).map(u -> byDefinition(weights, u)).toArray();
        assertArrayEquals(expected, chosen(weights, uniforms));
      }
    }
  }

  @Test
  void whatHasNoFiniteSumIsTheLastOrNoNumber() {
    for (int k : new int[] {3, 16, 17, 30}) {
      double[] weights = new double[k];
      weights[1] = Double.POSITIVE_INFINITY;
      assertEquals(k - 1, chosen(weights, new double[] {0.3})[0]);
      weights[1] = Double.NaN;
      assertEquals(Double.NaN, chosen(weights, new double[] {0.3})[0]);
    }
  }
}
