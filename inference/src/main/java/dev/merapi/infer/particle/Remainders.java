package dev.merapi.infer.particle;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;

/**
 * n wᵢ as a whole number and a remainder.
 *
 * @param whole ⌊n wᵢ⌋
 * @param rest n wᵢ − ⌊n wᵢ⌋
 * @param n the number of choices altogether
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Remainders(int[] whole, double[] rest, int n) {
  static Remainders of(double[] weights, int n) {
    int[] whole = new int[weights.length];
    double[] rest = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double share = n * weights[i];
      whole[i] = (int) share;
      rest[i] = share - whole[i];
    }
    return new Remainders(whole, rest, n);
  }

  /** The choices that are left, independently with probabilities proportional to the remainders. */
  int[] independent(Key key) {
    int left = left(whole);
    if (left <= 0) {
      return chosen(whole);
    }
    double total = Arrays.stream(rest).sum();
    double[] weights = Arrays.stream(rest).map(r -> r / total).toArray();
    int[] counts = whole.clone();
    for (int i : Resampling.MULTINOMIAL.ancestors(key, weights, left)) {
      counts[i]++;
    }
    return chosen(counts);
  }

  /**
   * Two remainders a and b become (a + δ, b − δ), δ = min(1 − a, b), or (a − ε, b + ε), ε = min(a,
   * 1 − b), with probabilities ε/(δ + ε) and δ/(δ + ε): both keep their expectations, and one of
   * them becomes 0 or 1.
   */
  int[] pairwise(Key key) {
    double[] left = rest.clone();
    int[] counts = whole.clone();
    double[] uniforms = new double[left.length];
    Draws.uniform(key, uniforms, 0, uniforms.length);
    int open = 0;
    for (int next = 1; next < left.length; next++) {
      double up = Math.min(1 - left[open], left[next]);
      double down = Math.min(left[open], 1 - left[next]);
      boolean raise = up + down > 0 && uniforms[next] * (up + down) < down;
      left[open] += raise ? up : -down;
      left[next] += raise ? -up : down;
      open = settled(left[open]) ? next : open;
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += left[i] > 0.5 ? 1 : 0;
    }
    return chosen(balanced(counts, open));
  }

  private static boolean settled(double remainder) {
    return remainder <= 0x1p-40 || remainder >= 1 - 0x1p-40;
  }

  /** Rounding may have lost or made one choice: the last remainder answers for it. */
  private int[] balanced(int[] counts, int open) {
    counts[open] += left(counts);
    return counts;
  }

  private int left(int[] counts) {
    return n - Arrays.stream(counts).sum();
  }

  private int[] chosen(int[] counts) {
    int[] chosen = new int[n];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int k = 0; k < counts[i] && at < n; k++) {
        chosen[at++] = i;
      }
    }
    Arrays.fill(chosen, at, n, at == 0 ? 0 : chosen[at - 1]);
    return chosen;
  }
}
