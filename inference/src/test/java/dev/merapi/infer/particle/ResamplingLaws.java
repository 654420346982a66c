package dev.merapi.infer.particle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Key;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;

/** Each way to choose is right on average, and some are right to within one. */
final class ResamplingLaws {
  private static final List<Resampling> ALL =
      List.of(
          Resampling.MULTINOMIAL,
          Resampling.STRATIFIED,
          Resampling.SYSTEMATIC,
          Resampling.RESIDUAL,
          Resampling.SSP);
  private static final double[] WEIGHTS = {0.05, 0, 0.31, 0.17, 0.001, 0.229, 0.24, 0};

  private static int[] counts(int[] ancestors, int n) {
    int[] counts = new int[n];
    for (int i : ancestors) {
      counts[i]++;
    }
    return counts;
  }

  /** E[count i] = n wᵢ, for more and for fewer choices than there are weights. */
  @Example
  void countsAreRightOnAverage() {
    int runs = 20_000;
    for (Resampling way : ALL) {
      for (int n : new int[] {1, 5, 8, 13}) {
        double[] mean = new double[WEIGHTS.length];
        double[] square = new double[WEIGHTS.length];
        for (int k = 0; k < runs; k++) {
          int[] ancestors = way.ancestors(Key.of(k), WEIGHTS, n);
          assertEquals(n, ancestors.length);
          int[] counts = counts(ancestors, WEIGHTS.length);
          for (int i = 0; i < mean.length; i++) {
            mean[i] += counts[i] / (double) runs;
            square[i] += counts[i] * (double) counts[i] / runs;
          }
        }
        for (int i = 0; i < mean.length; i++) {
          double error = Math.sqrt(Math.max(0, square[i] - mean[i] * mean[i]) / runs);
          assertEquals(n * WEIGHTS[i], mean[i], 4.5 * error + 1e-9, ALL.indexOf(way) + " of " + n);
        }
      }
    }
  }

  @Example
  void choicesAscendAndNothingOfNoWeightIsChosen() {
    for (Resampling way : ALL) {
      for (int k = 0; k < 500; k++) {
        int[] ancestors = way.ancestors(Key.of(k), WEIGHTS, 40);
        int[] sorted = ancestors.clone();
        Arrays.sort(sorted);
        assertEquals(Arrays.toString(sorted), Arrays.toString(ancestors));
        int[] counts = counts(ancestors, WEIGHTS.length);
        assertEquals(0, counts[1] + counts[7]);
      }
    }
  }

  @Example
  void systematicAndPairwiseAreWithinOneOfTheirShare() {
    for (Resampling way : List.of(Resampling.SYSTEMATIC, Resampling.SSP)) {
      for (int k = 0; k < 2000; k++) {
        int[] counts = counts(way.ancestors(Key.of(k), WEIGHTS, 100), WEIGHTS.length);
        for (int i = 0; i < counts.length; i++) {
          assertTrue(Math.abs(counts[i] - 100 * WEIGHTS[i]) < 1 + 1e-9, Arrays.toString(counts));
        }
      }
    }
  }

  @Example
  void residualKeepsTheWholePart() {
    for (int k = 0; k < 2000; k++) {
      int[] counts = counts(Resampling.RESIDUAL.ancestors(Key.of(k), WEIGHTS, 100), WEIGHTS.length);
      for (int i = 0; i < counts.length; i++) {
        assertTrue(counts[i] >= (int) (100 * WEIGHTS[i] + 1e-9), Arrays.toString(counts));
      }
    }
  }
}
