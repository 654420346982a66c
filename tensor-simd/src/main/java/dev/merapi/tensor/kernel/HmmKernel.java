package dev.merapi.tensor.kernel;

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
  private final boolean[] dead;
  private final boolean[] unreachable;
  private final HmmLogKernel exact;
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
    this.dead = new boolean[states];
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
    double most = greatest(a, ao, states);
    for (int k = 0; k < states; k++) {
      forward[k] = ExpKernel.scalar(a[ao + k] - most) * emission[k];
      unreachable[k] = a[ao + k] == Double.NEGATIVE_INFINITY;
      dead[k] = unreachable[k] || e[eo + k] == Double.NEGATIVE_INFINITY;
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
    scale(b, bo, period, states * states, transition, peaks);
    boolean kept = normalise(0);
    for (int t = 1; t < steps && kept; t++) {
      advance(t);
      kept = reach(t, b, bo, e, eo) && normalise(t);
    }
    return kept;
  }

  private void advance(int t) {
    int now = t * states;
    int before = now - states;
    int table = (t - 1) % period * states * states;
    for (int k = 0; k < states; k++) {
      forward[now + k] = 0;
    }
    for (int j = 0; j < states; j++) {
      double weight = forward[before + j];
      for (int k = 0; k < states; k++) {
        forward[now + k] = Math.fma(weight, transition[table + j * states + k], forward[now + k]);
      }
    }
  }

  /** Weighs the states by their emissions; false where a state that can be reached is lost. */
  private boolean reach(int t, double[] b, int bo, double[] e, int eo) {
    int now = t * states;
    boolean mayBeLost = false;
    for (int k = 0; k < states; k++) {
      mayBeLost |= !(forward[now + k] >= LOST);
      unreachable[now + k] = false;
    }
    if (mayBeLost) {
      for (int k = 0; k < states; k++) {
        if (!(forward[now + k] >= LOST)) {
          if (isReachable(b, bo + (t - 1) % period * states * states + k)) {
            return false;
          }
          unreachable[now + k] = true;
        }
      }
    }
    for (int k = 0; k < states; k++) {
      dead[k] = unreachable[now + k] || e[eo + now + k] == Double.NEGATIVE_INFINITY;
      forward[now + k] *= emission[now + k];
    }
    return true;
  }

  private boolean isReachable(double[] b, int column) {
    boolean reachable = false;
    for (int j = 0; j < states; j++) {
      reachable |= !dead[j] && b[column + j * states] != Double.NEGATIVE_INFINITY;
    }
    return reachable;
  }

  /** Divides by the sum if it has become large or small; false if it is lost. */
  private boolean normalise(int t) {
    double sum = 0;
    boolean alive = false;
    for (int k = 0; k < states; k++) {
      sum += forward[t * states + k];
      alive |= !dead[k];
    }
    if (!alive && sum == 0) {
      total[t] = 0;
      return true;
    }
    boolean divide = t == steps - 1 || !(sum > 1 / LARGE && sum < LARGE);
    total[t] = divide ? sum : 1;
    if (divide) {
      for (int k = 0; k < states; k++) {
        forward[t * states + k] /= sum;
      }
    }
    return sum >= LOST && sum < Double.POSITIVE_INFINITY;
  }

  /** The logarithm of what was divided out. */
  private double logOfTotals() {
    double sum = 0;
    for (int t = 0; t < steps; t++) {
      sum += greatest[t] + (total[t] == 1 ? 0 : LogKernel.scalar(total[t]));
      sum += t == 0 ? 0 : peaks[(t - 1) % period];
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
    int counts = yo + states;
    int marginals = counts + period * states * states;
    Arrays.fill(y, counts, marginals, 0);
    Arrays.fill(backward, 1);
    for (int t = steps - 1; t > 0; t--) {
      int now = t * states;
      double factor = total[t] == 0 ? 0 : 1 / total[t];
      for (int k = 0; k < states; k++) {
        y[marginals + now + k] = forward[now + k] * backward[k];
        weighted[k] = unreachable[now + k] ? 0 : emission[now + k] * backward[k] * factor;
      }
      retreat(t, y, counts);
    }
    for (int k = 0; k < states; k++) {
      y[marginals + k] = forward[k] * backward[k];
      y[yo + k] = y[marginals + k];
    }
  }

  /** One step back: counts the transitions into step t. */
  private void retreat(int t, double[] y, int counts) {
    int before = (t - 1) * states;
    int table = (t - 1) % period * states * states;
    for (int j = 0; j < states; j++) {
      double weight = forward[before + j];
      double sum = 0;
      for (int k = 0; k < states; k++) {
        int cell = table + j * states + k;
        double step = transition[cell] * weighted[k];
        y[counts + cell] = Math.fma(weight, step, y[counts + cell]);
        sum += step;
      }
      backward[j] = sum;
    }
  }
}
