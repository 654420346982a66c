package dev.merapi.laws.internal.verify;

import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.tensor.Tensor;

/**
 * The simultaneous test of an empirical distribution function: at K values of the rank the number
 * of ranks below is binomial; the smallest of their two-sided tails is the statistic, and its
 * distribution follows exactly from the Markov chain of these numbers. Source: Säilynoja, Bürkner
 * and Vehtari, "Graphical test for discrete uniformity and its applications in goodness-of-fit
 * evaluation and multiple sample comparison" (2022), algorithm 2.
 */
public final class EcdfBand {
  private static final int POINTS = 20;

  private final int n;
  private final double[] logFactorial;

  private EcdfBand(int n) {
    this.n = n;
    this.logFactorial = new double[n + 1];
    for (int i = 1; i <= n; i++) {
      logFactorial[i] = logFactorial[i - 1] + Math.log(i);
    }
  }

  /** The probability that uniform ranks leave a band as wide as these ranks do, or a wider one. */
  public static double p(Sbc sbc) {
    return new EcdfBand(sbc.ranks().size()).of(sbc);
  }

  private double of(Sbc sbc) {
    int values = sbc.draws() + 1;
    int points = Math.min(POINTS, values);
    double[] z = new double[points + 1];
    int[] below = new int[points + 1];
    for (int k = 1; k <= points; k++) {
      int limit = (int) Math.round((double) k * values / points);
      z[k] = (double) limit / values;
      below[k] = (int) sbc.ranks().stream().filter(rank -> rank < limit).count();
    }
    double least = 1;
    for (int k = 1; k < points; k++) {
      double[] pmf = pmf(n, z[k]);
      least = Math.min(least, 2 * Math.min(lower(pmf, below[k]), upper(pmf, below[k])));
    }
    return Math.clamp(1 - inside(z, least / 2), 0, 1);
  }

  /** The probability that both tails exceed {@code tail} at every point. */
  private double inside(double[] z, double tail) {
    double[] now = new double[n + 1];
    now[0] = 1;
    for (int k = 1; k < z.length; k++) {
      double[] all = pmf(n, z[k]);
      boolean last = k == z.length - 1;
      double[] next = new double[n + 1];
      double share = last ? 1 : (z[k] - z[k - 1]) / (1 - z[k - 1]);
      double[] lower = cumulated(all);
      for (int r = 0; r <= n; r++) {
        if (now[r] == 0) {
          continue;
        }
        double[] step = pmf(n - r, share);
        for (int s = 0; s < step.length; s++) {
          double above = r + s == 0 ? 1 : 1 - lower[r + s - 1];
          if (last || (lower[r + s] > tail && above > tail)) {
            next[r + s] += now[r] * step[s];
          }
        }
      }
      now = next;
    }
    double total = 0;
    for (double mass : now) {
      total += mass;
    }
    return total;
  }

  private double[] pmf(int count, double p) {
    double[] pmf = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      double choose = logFactorial[count] - logFactorial[i] - logFactorial[count - i];
      double heads = i == 0 ? 0 : i * Math.log(p);
      double tails = i == count ? 0 : (count - i) * Math.log1p(-p);
      pmf[i] = Math.exp(choose + heads + tails);
    }
    return pmf;
  }

  private static double[] cumulated(double[] pmf) {
    return Tensor.of(pmf).cumsum(0).toArray();
  }

  private static double lower(double[] pmf, int upTo) {
    double sum = 0;
    for (int i = 0; i <= upTo; i++) {
      sum += pmf[i];
    }
    return sum;
  }

  private static double upper(double[] pmf, int from) {
    double sum = 0;
    for (int i = from; i < pmf.length; i++) {
      sum += pmf[i];
    }
    return sum;
  }
}
