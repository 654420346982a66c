package dev.merapi.tensor.kernel;

import java.util.Arrays;

/**
 * The forward and backward passes of a hidden Markov chain with K states and T steps: ln Σ over all
 * paths z of exp(a[z₀] + Σₜ b[zₜ₋₁, zₜ] + Σₜ e[t, zₜ]), and its derivatives. Probabilities are kept
 * on the linear scale and divided by their sum after each step (Rabiner 1989, section V.A), so
 * there are T · K exponentials where the passes on the log scale have T · K². Emissions are first
 * divided by their greatest of the step. Instances own their memory.
 */
public final class HmmKernel {
  private final int states;
  private final int steps;
  private final double[] emission;
  private final double[] greatest;
  private final double[] transition;
  private final double[] forward;
  private final double[] total;
  private final double[] backward;
  private final double[] weighted;

  /** The kernel for chains of that many steps over that many states. */
  public HmmKernel(int states, int steps) {
    this.states = states;
    this.steps = steps;
    this.emission = new double[steps * states];
    this.greatest = new double[steps];
    this.transition = new double[states * states];
    this.forward = new double[steps * states];
    this.total = new double[steps];
    this.backward = new double[states];
    this.weighted = new double[states];
  }

  /**
   * ln of the sum over all paths, from a[ao…] (K), b[bo…] (K × K) and e[eo…] (T × K); −∞ where no
   * path has weight.
   */
  public double logSum(double[] a, int ao, double[] b, int bo, double[] e, int eo) {
    scale(e, eo);
    ExpKernel.apply(b, bo, transition, 0, states * states);
    for (int k = 0; k < states; k++) {
      forward[k] = ExpKernel.scalar(a[ao + k]) * emission[k];
    }
    normalise(0);
    for (int t = 1; t < steps; t++) {
      advance(t);
      normalise(t);
    }
    return logOfTotals();
  }

  /** The sum over the steps of what was divided out. */
  private double logOfTotals() {
    double sum = 0;
    for (int t = 0; t < steps; t++) {
      sum += greatest[t] + LogKernel.scalar(total[t]);
    }
    return sum;
  }

  private void scale(double[] e, int eo) {
    for (int t = 0; t < steps; t++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < states; k++) {
        most = Math.max(most, e[eo + t * states + k]);
      }
      greatest[t] = Double.isInfinite(most) ? 0 : most;
      for (int k = 0; k < states; k++) {
        emission[t * states + k] = e[eo + t * states + k] - greatest[t];
      }
    }
    ExpKernel.apply(emission, 0, emission, 0, steps * states);
  }

  private void advance(int t) {
    int now = t * states;
    int before = now - states;
    for (int k = 0; k < states; k++) {
      forward[now + k] = 0;
    }
    for (int j = 0; j < states; j++) {
      double weight = forward[before + j];
      for (int k = 0; k < states; k++) {
        forward[now + k] = Math.fma(weight, transition[j * states + k], forward[now + k]);
      }
    }
    for (int k = 0; k < states; k++) {
      forward[now + k] *= emission[now + k];
    }
  }

  private void normalise(int t) {
    double sum = 0;
    for (int k = 0; k < states; k++) {
      sum += forward[t * states + k];
    }
    total[t] = sum;
    double factor = sum == 0 ? 0 : 1 / sum;
    for (int k = 0; k < states; k++) {
      forward[t * states + k] *= factor;
    }
  }

  /**
   * The derivatives of the last {@link #logSum}, which are posterior probabilities: of a, K numbers
   * at y[yo], of b, K × K numbers after them, and of e, T × K numbers after those.
   */
  public void gradient(double[] y, int yo) {
    int counts = yo + states;
    int marginals = counts + states * states;
    for (int i = counts; i < marginals; i++) {
      y[i] = 0;
    }
    Arrays.fill(backward, 1);
    for (int t = steps - 1; t > 0; t--) {
      int now = t * states;
      double factor = total[t] == 0 ? 0 : 1 / total[t];
      for (int k = 0; k < states; k++) {
        y[marginals + now + k] = forward[now + k] * backward[k];
        weighted[k] = emission[now + k] * backward[k] * factor;
      }
      for (int j = 0; j < states; j++) {
        double weight = forward[now - states + j];
        double sum = 0;
        for (int k = 0; k < states; k++) {
          double step = transition[j * states + k] * weighted[k];
          y[counts + j * states + k] = Math.fma(weight, step, y[counts + j * states + k]);
          sum += step;
        }
        backward[j] = sum;
      }
    }
    for (int k = 0; k < states; k++) {
      y[marginals + k] = forward[k] * backward[k];
      y[yo + k] = y[marginals + k];
    }
  }
}
