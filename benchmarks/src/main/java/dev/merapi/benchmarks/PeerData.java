package dev.merapi.benchmarks;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * The data of the reference models, made from fixed seeds, every number rounded to four decimals,
 * so that a generator in any language gives the same: uniform numbers are ((next >>> 11) + ½) 2⁻⁵³
 * of SplitMix64, and normal ones the cosine half of Box–Muller.
 */
final class PeerData {
  private final SplittableRandom random;

  private PeerData(long seed) {
    random = new SplittableRandom(seed);
  }

  private double uniform() {
    return ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  private double normal() {
    double radius = Math.sqrt(-2 * Math.log(uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }

  private static double rounded(double x) {
    return Math.floor(x * 10000 + 0.5) / 10000;
  }

  /** A design matrix [n, d] and outcomes [n]. */
  record Regression(Tensor x, Tensor y) {}

  /** Logistic regression with β_j = 2/√d · sin j and intercept 0.3. */
  static Regression logistic(int n, int d, long seed) {
    PeerData data = new PeerData(seed);
    double[] x = new double[n * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = rounded(data.normal());
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double eta = 0.3;
      for (int j = 0; j < d; j++) {
        eta += x[i * d + j] * 2 / Math.sqrt(d) * Math.sin(j + 1);
      }
      y[i] = data.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
    }
    return new Regression(Tensor.of(x, Shape.of(n, d)), Tensor.of(y));
  }

  /** Houses: county [n], floor [n] and log radon [n]. */
  record Houses(Tensor county, Tensor floor, Tensor y) {}

  /** 919 houses in 85 counties. */
  static Houses radon() {
    PeerData data = new PeerData(2001);
    int n = 919;
    int counties = 85;
    double[] county = new double[n];
    double[] floor = new double[n];
    for (int i = 0; i < n; i++) {
      double u = data.uniform();
      county[i] = (int) (counties * u * u);
      floor[i] = data.uniform() < 0.17 ? 1 : 0;
    }
    double[] level = new double[counties];
    for (int j = 0; j < counties; j++) {
      level[j] = 1.5 + 0.33 * data.normal();
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = rounded(level[(int) county[i]] - 0.7 * floor[i] + 0.75 * data.normal());
    }
    return new Houses(Tensor.of(county), Tensor.of(floor), Tensor.of(y));
  }

  /** 64 points of a noisy sine: [n, 1] and [n]. */
  static Regression sine() {
    PeerData data = new PeerData(3001);
    int n = 64;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = rounded(10.0 * i / (n - 1));
      y[i] = rounded(1.2 * Math.sin(x[i]) + 0.3 * data.normal());
    }
    return new Regression(Tensor.of(x).unsqueeze(1), Tensor.of(y));
  }

  /** n numbers from three normal distributions. */
  static Tensor mixture(int n) {
    PeerData data = new PeerData(4001);
    double[] means = {-2, 0.5, 4};
    double[] scales = {0.7, 1, 0.8};
    double[] y = new double[n];
    for (int i = 0; i < y.length; i++) {
      double u = data.uniform();
      int k = u < 0.3 ? 0 : u < 0.8 ? 1 : 2;
      y[i] = rounded(means[k] + scales[k] * data.normal());
    }
    return Tensor.of(y);
  }

  /** T observations of a chain of K states that stays with probability 0.8. */
  static Tensor chain(int k, int steps, long seed) {
    PeerData data = new PeerData(seed);
    int state = (int) (k * data.uniform());
    double[] y = new double[steps];
    for (int t = 0; t < steps; t++) {
      if (t > 0 && !(data.uniform() < 0.8)) {
        state = (state + 1 + (int) ((k - 1) * data.uniform())) % k;
      }
      y[t] = rounded(2 * (state - (k - 1) / 2.0) + 0.8 * data.normal());
    }
    return Tensor.of(y);
  }
}
