package dev.merapi.infer.gaussian;

/** Where the products of the numbers of each row go in Q, as flat arrays. */
final class Assembly {
  private final int[] starts;
  private final int[] unknowns;
  private final double[] slopes;
  private final int[] places;

  private Assembly(int[] starts, int[] unknowns, double[] slopes, int[] places) {
    this.starts = starts;
    this.unknowns = unknowns;
    this.slopes = slopes;
    this.places = places;
  }

  static Assembly of(Rows rows, Cliques cliques) {
    int m = rows.size();
    int n = cliques.size();
    int[] starts = new int[m + 1];
    int pairs = 0;
    for (int k = 0; k < m; k++) {
      int size = rows.unknowns(k).length;
      starts[k + 1] = starts[k] + size;
      pairs = Math.addExact(pairs, size * (size - 1) / 2);
    }
    int[] unknowns = new int[starts[m]];
    double[] slopes = new double[starts[m]];
    int[] places = new int[pairs];
    int at = 0;
    for (int k = 0; k < m; k++) {
      int[] row = rows.unknowns(k);
      for (int a = 0; a < row.length; a++) {
        unknowns[starts[k] + a] = n - 1 - row[a];
        slopes[starts[k] + a] = rows.slopes(k)[a];
        for (int b = 0; b < a; b++) {
          places[at++] = cliques.place(n - 1 - row[a], n - 1 - row[b]);
        }
      }
    }
    return new Assembly(starts, unknowns, slopes, places);
  }

  /**
   * Adds AᵀA to Q and −Aᵀ r₀ to b, for residuals A x + r₀.
   *
   * @return Σ r₀²
   */
  double into(double[] offsets, double[] diagonal, double[] lower, double[] right) {
    double energy = 0;
    int pair = 0;
    for (int k = 0; k < offsets.length; k++) {
      double offset = offsets[k];
      energy += offset * offset;
      for (int a = starts[k]; a < starts[k + 1]; a++) {
        double slope = slopes[a];
        int at = unknowns[a];
        diagonal[at] += slope * slope;
        right[at] -= slope * offset;
        for (int b = starts[k]; b < a; b++) {
          lower[places[pair++]] += slope * slopes[b];
        }
      }
    }
    return energy;
  }
}
