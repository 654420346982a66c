package dev.merapi.tensor.internal.kernel;

import java.util.Arrays;

/**
 * The passes of {@link HmmKernel} on the log scale, αₜ[k] = e[t, k] + ln Σⱼ exp(αₜ₋₁[j] + b[j, k])
 * and its mirror image βₜ: T · K² exponentials each way, and exact wherever the logarithms are.
 * Memory is taken at the first use, since most chains never need it. Instances own their memory.
 */
final class HmmLogKernel {
  private final int states;
  private final int period;
  private final int steps;
  private final double[] terms;
  private double[] start = new double[0];
  private double[] transition = new double[0];
  private double[] emission = new double[0];
  private double[] forward = new double[0];
  private double[] backward = new double[0];
  private double logSum;

  HmmLogKernel(int states, int period, int steps) {
    this.states = states;
    this.period = period;
    this.steps = steps;
    this.terms = new double[states];
  }

  /** As {@link HmmKernel#logSum}. */
  double logSum(double[] a, int ao, double[] b, int bo, double[] e, int eo) {
    start = Arrays.copyOfRange(a, ao, ao + states);
    transition = Arrays.copyOfRange(b, bo, bo + period * states * states);
    emission = Arrays.copyOfRange(e, eo, eo + steps * states);
    forward = new double[steps * states];
    backward = new double[steps * states];
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < states; k++) {
        double reached = t == 0 ? start[k] : reached(t, k);
        forward[t * states + k] = reached + emission[t * states + k];
      }
    }
    logSum = LogSumExpKernel.logSumExp(forward, (steps - 1) * states, states);
    return logSum;
  }

  private double reached(int t, int k) {
    for (int j = 0; j < states; j++) {
      terms[j] = forward[(t - 1) * states + j] + transition[cell(t, j, k)];
    }
    return LogSumExpKernel.logSumExp(terms, 0, states);
  }

  /** Where the transition from state j into state k at step t stands. */
  private int cell(int t, int j, int k) {
    return ((t - 1) % period * states + j) * states + k;
  }

  /** As {@link HmmKernel#filtered}. */
  void filtered(double[] y, int yo) {
    System.arraycopy(forward, 0, y, yo, steps * states);
  }

  /** As {@link HmmKernel#gradient}. */
  void gradient(double[] y, int yo) {
    int counts = yo + states;
    int marginals = counts + period * states * states;
    Arrays.fill(y, yo, marginals + steps * states, 0);
    if (logSum == Double.NEGATIVE_INFINITY) {
      return;
    }
    for (int t = steps - 1; t >= 0; t--) {
      for (int k = 0; k < states; k++) {
        int at = t * states + k;
        y[marginals + at] = ExpKernel.scalar(forward[at] + backward[at] - logSum);
      }
      if (t > 0) {
        retreat(t, y, counts);
      }
    }
    System.arraycopy(y, marginals, y, yo, states);
  }

  private void retreat(int t, double[] y, int counts) {
    for (int j = 0; j < states; j++) {
      int from = (t - 1) * states + j;
      for (int k = 0; k < states; k++) {
        int to = t * states + k;
        terms[k] = transition[cell(t, j, k)] + emission[to] + backward[to];
        y[counts + cell(t, j, k)] += ExpKernel.scalar(forward[from] + terms[k] - logSum);
      }
      backward[from] = LogSumExpKernel.logSumExp(terms, 0, states);
    }
  }
}
