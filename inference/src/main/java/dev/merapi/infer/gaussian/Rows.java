package dev.merapi.infer.gaussian;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Residuals r = A x + B y + c, each a standard normal: ln p(x, y) = −½ Σ r² − ½ m ln 2π − ln scale.
 * Grows by a site at a time.
 */
final class Rows {
  private final List<int[]> unknowns = new ArrayList<>();
  private final List<double[]> slopes = new ArrayList<>();
  private final List<Double> constants = new ArrayList<>();
  private final List<int[]> data = new ArrayList<>();
  private final List<double[]> weights = new ArrayList<>();
  private double logScale;

  /**
   * The residuals W (v − loc) of one site.
   *
   * @param whitening W, as rows of position and number; lower triangular
   * @param first the number of the first element of v, among unknowns or data
   */
  void add(Affine loc, List<SortedMap<Integer, Double>> whitening, int first, boolean observed) {
    for (SortedMap<Integer, Double> row : whitening) {
      SortedMap<Integer, Double> x = new TreeMap<>();
      SortedMap<Integer, Double> y = new TreeMap<>();
      double constant = 0;
      double diagonal = 1;
      for (var entry : row.entrySet()) {
        int i = entry.getKey();
        double w = entry.getValue();
        diagonal = w;
        constant -= w * loc.constants()[i];
        loc.slopes().get(i).forEach((j, slope) -> x.merge(j, -w * slope, Double::sum));
        (observed ? y : x).merge(first + i, w, Double::sum);
      }
      unknowns.add(keys(x));
      slopes.add(values(x));
      data.add(keys(y));
      weights.add(values(y));
      constants.add(constant);
      logScale -= Math.log(diagonal);
    }
  }

  /** A factor of the density that is known. */
  void weigh(double logFactor) {
    logScale -= logFactor;
  }

  private static int[] keys(SortedMap<Integer, Double> map) {
    return map.keySet().stream().mapToInt(i -> i).toArray();
  }

  private static double[] values(SortedMap<Integer, Double> map) {
    return map.values().stream().mapToDouble(x -> x).toArray();
  }

  int size() {
    return constants.size();
  }

  double logScale() {
    return logScale;
  }

  /** The unknowns in row k, ascending. */
  int[] unknowns(int k) {
    return unknowns.get(k);
  }

  double[] slopes(int k) {
    return slopes.get(k);
  }

  /** B y + c. */
  double[] offsets(double[] y) {
    double[] offsets = new double[size()];
    for (int k = 0; k < offsets.length; k++) {
      double sum = constants.get(k);
      int[] at = data.get(k);
      double[] weight = weights.get(k);
      for (int i = 0; i < at.length; i++) {
        sum += weight[i] * y[at[i]];
      }
      offsets[k] = sum;
    }
    return offsets;
  }
}
