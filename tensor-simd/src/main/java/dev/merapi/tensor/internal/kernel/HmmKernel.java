package dev.merapi.tensor.internal.kernel;

import java.util.Arrays;

/**
 * The forward and backward passes of a hidden Markov chain with K states and T steps: ln Σ over all
 * paths z of exp(a[z₀] + Σₜ b[(t − 1) mod P, zₜ₋₁, zₜ] + Σₜ e[t, zₜ]) for P tables of transitions
 * that are used in turn, and its derivatives. Weights are kept on the linear scale and divided by
 * their sum when that leaves 2^±100 (Rabiner 1989, section V.A, divides at each step), so there are
 * T · K + P · K² exponentials where the passes on the log scale have T · K². Emissions are first
 * divided by their greatest of the step, transitions by their greatest of the table.
 *
 * <p>A sum may be lost on the linear scale: of a state that can be reached, but only from states
 * whose weight is below 2⁻⁶⁰⁰ of the greatest. Then the passes go again on the log scale, by {@link
 * HmmLogKernel}, so no path that has weight is forgotten. Instances own their memory.
 */
public final class HmmKernel {
  /** Sums outside of 2^±100 are divided out. */
  private static final double LARGE = 0x1p100;

  /** Sums of reachable states below this send the chain to the log scale. */
  private static final double LOST = 0x1p-600;

  private final int states;
  private final int period;
  private final int steps;
  private final double[] emission;
  private final double[] greatest;
  private final double[] transition;
  private final double[] peaks;
  private final double[] forward;
  private final double[] total;
  private final double[] backward;
  private final double[] weighted;
  private final boolean[] unreachable;
  private final HmmLogKernel exact;
  private boolean someUnreachable;
  private boolean onLogScale;

  /** The kernel for chains of that many steps over that many states, with P tables in turn. */
  public HmmKernel(int states, int period, int steps) {
    this.states = states;
    this.period = period;
    this.steps = steps;
    this.emission = new double[steps * states];
    this.greatest = new double[steps];
    this.transition = new double[period * states * states];
    this.peaks = new double[period];
    this.forward = new double[steps * states];
    this.total = new double[steps];
    this.backward = new double[states];
    this.weighted = new double[states];
    this.unreachable = new boolean[steps * states];
    this.exact = new HmmLogKernel(states, period, steps);
  }

  /**
   * ln of the sum over all paths, from a[ao…] (K), b[bo…] (P × K × K) and e[eo…] (T × K); −∞ where
   * no path has weight.
   */
  public double logSum(double[] a, int ao, double[] b, int bo, double[] e, int eo) {
    double most = start(a, ao, e, eo);
    onLogScale = !passForward(b, bo, e, eo);
    return onLogScale ? exact.logSum(a, ao, b, bo, e, eo) : most + logOfTotals();
  }

  /** Puts everything on the linear scale, and gives what was divided out of the start. */
  private double start(double[] a, int ao, double[] e, int eo) {
    scale(e, eo, steps, states, emission, greatest);
    if (someUnreachable) {
      Arrays.fill(unreachable, false);
      someUnreachable = false;
    }
    double most = greatest(a, ao, states);
    for (int k = 0; k < states; k++) {
      forward[k] = ExpKernel.scalar(a[ao + k] - most);
      if (a[ao + k] == Double.NEGATIVE_INFINITY) {
        unreachable[k] = true;
        someUnreachable = true;
      }
    }
    return most;
  }

  /** Row by row y = exp(x − m) with m the greatest of the row, kept in {@code most}. */
  private static void scale(double[] x, int xo, int rows, int width, double[] y, double[] most) {
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      most[row] = greatest(x, xo + at, width);
      for (int k = 0; k < width; k++) {
        y[at + k] = x[xo + at + k] - most[row];
      }
    }
    ExpKernel.apply(y, 0, y, 0, rows * width);
  }

  private static double greatest(double[] x, int xo, int n) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      most = Math.max(most, x[xo + k]);
    }
    return Double.isInfinite(most) ? 0 : most;
  }

  /** Whether no sum was lost. */
  private boolean passForward(double[] b, int bo, double[] e, int eo) {
    int size = states * states;
    scale(b, bo, period, size, transition, peaks);
    var _ = weigh(0);
    boolean kept = normalise(0, e, eo);
    int table = 0;
    for (int t = 1; t < steps && kept; t++) {
      advance(t, table);
      if (!weigh(t)) {
        advance(t, table);
        kept = mark(t, b, bo + table, e, eo);
        var _ = weigh(t);
      }
      kept &= normalise(t, e, eo);
      table = table + size == period * size ? 0 : table + size;
    }
    return kept;
  }

  /** What reaches each state from the step before. */
  private void advance(int t, int table) {
    int now = t * states;
    int before = now - states;
    for (int k = 0; k < states; k++) {
      forward[now + k] = 0;
    }
    for (int j = 0; j < states; j++) {
      double weight = forward[before + j];
      int row = table + j * states;
      for (int k = 0; k < states; k++) {
        forward[now + k] = Math.fma(weight, transition[row + k], forward[now + k]);
      }
    }
  }

  /** Weighs the states by their emissions; whether enough had reached each of them. */
  private boolean weigh(int t) {
    int now = t * states;
    double sum = 0;
    boolean enough = true;
    for (int k = 0; k < states; k++) {
      double reached = forward[now + k];
      enough &= reached >= LOST;
      double weight = reached * emission[now + k];
      forward[now + k] = weight;
      sum += weight;
    }
    total[t] = sum;
    return enough;
  }

  /** Marks the states that nothing can reach; false if little reaches one that can be reached. */
  private boolean mark(int t, double[] b, int table, double[] e, int eo) {
    for (int k = 0; k < states; k++) {
      if (!(forward[t * states + k] >= LOST)) {
        for (int j = 0; j < states; j++) {
          boolean open = b[table + j * states + k] != Double.NEGATIVE_INFINITY;
          if (open && !isDead(t - 1, j, e, eo)) {
            return false;
          }
        }
        unreachable[t * states + k] = true;
        someUnreachable = true;
      }
    }
    return true;
  }

  /** Whether no path through the state at that step has weight. */
  private boolean isDead(int t, int k, double[] e, int eo) {
    int at = t * states + k;
    return unreachable[at] || e[eo + at] == Double.NEGATIVE_INFINITY;
  }

  /** Divides by the sum if it has become large or small; false if it is lost. */
  private boolean normalise(int t, double[] e, int eo) {
    double sum = total[t];
    if (t < steps - 1 && sum > 1 / LARGE && sum < LARGE) {
      total[t] = 1;
      return true;
    }
    boolean dead = sum == 0;
    for (int k = 0; k < states && dead; k++) {
      dead = isDead(t, k, e, eo);
    }
    if (dead) {
      return true;
    }
    for (int k = 0; k < states; k++) {
      forward[t * states + k] /= sum;
    }
    return sum >= LOST && sum < Double.POSITIVE_INFINITY;
  }

  /** The logarithm of what was divided out. */
  private double logOfTotals() {
    double sum = 0;
    for (int t = 0; t < steps; t++) {
      sum += greatest[t];
      sum += total[t] == 1 ? 0 : LogKernel.scalar(total[t]);
    }
    for (int p = 0; p < period && p < steps - 1; p++) {
      sum += peaks[p] * ((steps - 2 - p) / period + 1);
    }
    return sum;
  }

  /**
   * The logarithms of the forward weights of the last {@link #logSum}, T × K numbers at y[yo]: of
   * all paths to a state up to its step, divided by some number for each step.
   */
  public void filtered(double[] y, int yo) {
    if (onLogScale) {
      exact.filtered(y, yo);
    } else {
      LogKernel.apply(forward, 0, y, yo, steps * states);
    }
  }

  /**
   * The derivatives of the last {@link #logSum}, which are posterior probabilities: of a, K numbers
   * at y[yo], of b, P × K × K numbers after them, and of e, T × K numbers after those.
   */
  public void gradient(double[] y, int yo) {
    if (onLogScale) {
      exact.gradient(y, yo);
      return;
    }
    int size = states * states;
    int counts = yo + states;
    int marginals = counts + period * size;
    Arrays.fill(y, counts, marginals, 0);
    Arrays.fill(backward, 1);
    int table = steps > 1 ? (steps - 2) % period * size : 0;
    for (int t = steps - 1; t > 0; t--) {
      weighBackward(t, y, marginals + t * states);
      retreat(t, table, y, counts + table);
      table = table == 0 ? (period - 1) * size : table - size;
    }
    for (int k = 0; k < states; k++) {
      y[marginals + k] = forward[k] * backward[k];
      y[yo + k] = y[marginals + k];
    }
  }

  /** The probabilities of the states of a step, and what flows back from each. */
  private void weighBackward(int t, double[] y, int marginals) {
    int now = t * states;
    double factor = total[t] == 1 ? 1 : total[t] == 0 ? 0 : 1 / total[t];
    for (int k = 0; k < states; k++) {
      y[marginals + k] = forward[now + k] * backward[k];
      weighted[k] = unreachable[now + k] ? 0 : emission[now + k] * backward[k] * factor;
    }
  }

  /** One step back: counts the transitions into step t. */
  private void retreat(int t, int table, double[] y, int counts) {
    int before = (t - 1) * states;
    for (int j = 0; j < states; j++) {
      double weight = forward[before + j];
      int row = j * states;
      double sum = 0;
      for (int k = 0; k < states; k++) {
        double step = transition[table + row + k] * weighted[k];
        y[counts + row + k] = Math.fma(weight, step, y[counts + row + k]);
        sum += step;
      }
      backward[j] = sum;
    }
  }
}
