package dev.merapi.infer.gaussian;

/**
 * The unknowns of Gaussian rows integrated out one after the other, Q = L D Lᵀ: each sends its
 * neighbours a Gaussian message. A pass over a chain is the Kalman filter, in information form;
 * means go back over it, and variances by Takahashi's equations.
 *
 * <p>Sources: Rue and Held, "Gaussian Markov random fields" (2005), chapter 2; Takahashi, Fagan and
 * Chen, "Formation of a sparse bus impedance matrix" (1973).
 */
final class Messages {
  private static final double FLUSH = 1e150;

  private final Cliques cliques;
  private final double[] pivots;
  private final double[] lower;
  private final double[] right;
  private double logDet;
  private double energy;

  private Messages(Cliques cliques) {
    this.cliques = cliques;
    this.pivots = new double[cliques.size()];
    this.lower = new double[cliques.places()];
    this.right = new double[cliques.size()];
  }

  /** The messages at offsets B y + c. */
  static Messages of(Assembly assembly, Cliques cliques, double[] offsets) {
    Messages messages = new Messages(cliques);
    messages.energy = assembly.into(offsets, messages.pivots, messages.lower, messages.right);
    messages.eliminate();
    return messages;
  }

  private void eliminate() {
    double product = 1;
    for (int j = 0; j < pivots.length; j++) {
      double pivot = pivots[j];
      product *= pivot;
      if (!(product < FLUSH && product > 1 / FLUSH)) {
        logDet += Math.log(product);
        product = 1;
      }
      double known = right[j];
      energy -= known * known / pivot;
      int start = cliques.start(j);
      int end = cliques.start(j + 1);
      int pair = cliques.pairs(j);
      for (int a = start; a < end; a++) {
        double l = lower[a] / pivot;
        int at = cliques.neighbour(a);
        pivots[at] -= l * lower[a];
        right[at] -= l * known;
        for (int b = start; b < a; b++) {
          lower[cliques.target(pair++)] -= l * lower[b];
        }
      }
      for (int a = start; a < end; a++) {
        lower[a] /= pivot;
      }
    }
    logDet += Math.log(product);
  }

  /** ln |Q|. */
  double logDet() {
    return logDet;
  }

  /** Σ (B y + c)² − bᵀ Q⁻¹ b. */
  double energy() {
    return energy;
  }

  /** Q⁻¹ b + L⁻ᵀ D^(−½) z: means where z is 0, draws where it is standard normal; from the last. */
  double[] solved(double[] noise) {
    double[] x = new double[pivots.length];
    for (int j = x.length - 1; j >= 0; j--) {
      double sum = right[j] / pivots[j] + noise[j] / Math.sqrt(pivots[j]);
      for (int a = cliques.start(j); a < cliques.start(j + 1); a++) {
        sum -= lower[a] * x[cliques.neighbour(a)];
      }
      x[j] = sum;
    }
    return x;
  }

  /** The diagonal of Q⁻¹, from the last. */
  double[] variances() {
    double[] own = new double[pivots.length];
    double[] pairs = new double[lower.length];
    for (int j = own.length - 1; j >= 0; j--) {
      int start = cliques.start(j);
      int end = cliques.start(j + 1);
      double variance = 1 / pivots[j];
      for (int a = start; a < end; a++) {
        double sum = 0;
        for (int b = start; b < end; b++) {
          sum -= lower[b] * covariance(own, pairs, j, a - start, b - start);
        }
        pairs[a] = sum;
        variance -= lower[a] * sum;
      }
      own[j] = variance;
    }
    return own;
  }

  /** The covariance of the a-th and b-th neighbour of unknown j. */
  private double covariance(double[] own, double[] pairs, int j, int a, int b) {
    if (a == b) {
      return own[cliques.neighbour(cliques.start(j) + a)];
    }
    int high = Math.max(a, b);
    int low = Math.min(a, b);
    return pairs[cliques.target(cliques.pairs(j) + high * (high - 1) / 2 + low)];
  }
}
