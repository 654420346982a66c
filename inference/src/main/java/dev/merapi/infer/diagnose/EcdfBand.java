package dev.merapi.infer.diagnose;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the empirical distribution function of n uniform numbers lies, everywhere at once, with a
 * given probability: lowᵢ ≤ #{x : x ≤ i/K} ≤ highᵢ for all i = 1 … K − 1.
 *
 * <p>Counts at i/K are Binomial(n, i/K), and the band has their quantiles at γ/2 and 1 − γ/2. With
 * γ the probability of the whole band falls; γ is the largest for which it is still as asked for.
 * That probability is exact: the counts of the K intervals are those of K Poisson variables whose
 * sum is n, and the paths that stay inside are summed interval by interval.
 *
 * <p>Ranks of simulation-based calibration, 0 … L, are such numbers as (rank + 1)/(L + 1); K must
 * then divide L + 1. Source: Säilynoja, Bürkner and Vehtari, "Graphical test for discrete
 * uniformity and its applications in goodness-of-fit evaluation and multiple sample comparison"
 * (2022), section 2.
 *
 * @param size n
 * @param probability that of the whole band
 * @param low the least counts, at 1/K, 2/K, …
 * @param high the greatest counts there
 */
public record EcdfBand(int size, double probability, List<Integer> low, List<Integer> high) {
  private static final int STEPS = 40;

  /** Refuses lists of different lengths, and copies them. */
  public EcdfBand {
    low = List.copyOf(low);
    high = List.copyOf(high);
    if (size < 1 || low.isEmpty() || low.size() != high.size()) {
      throw new ArgumentException(
          "A band of at least one number has as many least as greatest counts, and these are %d numbers, %d and %d counts."
              .formatted(size, low.size(), high.size()));
    }
  }

  /**
   * The band for n numbers at K − 1 points.
   *
   * @param size n, at least 1
   * @param parts K, at least 2
   * @param probability strictly between 0 and 1, as 0.95
   * @throws ArgumentException if there is no number, fewer than two parts, or no probability
   */
  public static EcdfBand of(int size, int parts, double probability) {
    if (size < 1 || parts < 2 || !(probability > 0 && probability < 1)) {
      throw new ArgumentException(
          "A band is of at least 1 number, at the ends of at least 2 parts, with a probability between 0 and 1; these are %d, %d and %s."
              .formatted(size, parts, probability));
    }
    Counts.of(size, "numbers", (long) Double.BYTES * parts);
    double[][] cumulative = new double[parts - 1][];
    for (int i = 1; i < parts; i++) {
      cumulative[i - 1] = binomial(size, (double) i / parts);
    }
    double[] jump = poisson((double) size / parts, size);
    double whole = poisson(size, size)[size];
    double narrow = 0;
    double wide = 1;
    for (int step = 0; step < STEPS; step++) {
      double middle = (narrow + wide) / 2;
      int[][] band = band(cumulative, middle);
      if (inside(band, jump, size) / whole >= probability) {
        narrow = middle;
      } else {
        wide = middle;
      }
    }
    int[][] band = band(cumulative, narrow);
    return new EcdfBand(
        size,
        inside(band, jump, size) / whole,
        Arrays.stream(band[0]).boxed().toList(),
        Arrays.stream(band[1]).boxed().toList());
  }

  /** P(X ≤ c) for c = 0 … n, X ~ Binomial(n, p), by its terms outwards from the mode. */
  private static double[] binomial(int n, double p) {
    int mode = (int) Math.min(n, Math.floor((n + 1) * p));
    double[] terms = new double[n + 1];
    terms[mode] = 1;
    for (int c = mode; c < n; c++) {
      terms[c + 1] = terms[c] * (n - c) / (c + 1) * p / (1 - p);
    }
    for (int c = mode; c > 0; c--) {
      terms[c - 1] = terms[c] * c / (n - c + 1) * (1 - p) / p;
    }
    double total = Arrays.stream(terms).sum();
    double sum = 0;
    for (int c = 0; c <= n; c++) {
      sum += terms[c] / total;
      terms[c] = sum;
    }
    return terms;
  }

  /** P(X = c) for c = 0 … n, X ~ Poisson(mean), by its terms outwards from the mode. */
  private static double[] poisson(double mean, int n) {
    int mode = (int) Math.min(n, Math.floor(mean));
    int far = n + (int) (20 * Math.sqrt(mean + 1)) + 20;
    double[] terms = new double[far + 1];
    terms[mode] = 1;
    for (int c = mode; c < far; c++) {
      terms[c + 1] = terms[c] * mean / (c + 1);
    }
    for (int c = mode; c > 0; c--) {
      terms[c - 1] = terms[c] * c / mean;
    }
    double total = Arrays.stream(terms).sum();
    return Arrays.stream(terms).limit(n + 1L).map(term -> term / total).toArray();
  }

  /** The quantiles at γ/2 and 1 − γ/2: the least c with P(X ≤ c) of at least as much. */
  private static int[][] band(double[][] cumulative, double gamma) {
    int[][] band = new int[2][cumulative.length];
    for (int i = 0; i < cumulative.length; i++) {
      band[0][i] = quantile(cumulative[i], gamma / 2);
      band[1][i] = quantile(cumulative[i], 1 - gamma / 2);
    }
    return band;
  }

  private static int quantile(double[] cumulative, double p) {
    int c = 0;
    while (c < cumulative.length - 1 && cumulative[c] < p) {
      c++;
    }
    return c;
  }

  /** The probability that Poisson counts stay inside of the band and end at n. */
  private static double inside(int[][] band, double[] jump, int n) {
    double[] now = {1};
    int first = 0;
    for (int i = 0; i <= band[0].length; i++) {
      int low = i < band[0].length ? band[0][i] : n;
      int high = i < band[0].length ? band[1][i] : n;
      double[] next = new double[high - low + 1];
      for (int to = low; to <= high; to++) {
        double sum = 0;
        for (int from = first; from < first + now.length && from <= to; from++) {
          sum += now[from - first] * jump[to - from];
        }
        next[to - low] = sum;
      }
      now = next;
      first = low;
    }
    return now[0];
  }

  /** K. */
  public int parts() {
    return low.size() + 1;
  }

  /** How many of the numbers are at most 1/K, 2/K, …. */
  public List<Integer> counts(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    int[] counts = new int[low.size()];
    int below = 0;
    for (int i = 0; i < counts.length; i++) {
      while (below < sorted.length && sorted[below] * parts() <= (i + 1) * (1 + 1e-12)) {
        below++;
      }
      counts[i] = below;
    }
    return Arrays.stream(counts).boxed().toList();
  }

  /**
   * Whether the numbers, which should be uniform on (0, 1), stay inside of the band.
   *
   * @throws ArgumentException if there are not n of them
   */
  public boolean contains(double[] numbers) {
    if (numbers.length != size) {
      throw new ArgumentException(
          "The band is of %d numbers, but there are %d.".formatted(size, numbers.length));
    }
    List<Integer> counts = counts(numbers);
    return IntStream.range(0, counts.size())
        .allMatch(i -> low.get(i) <= counts.get(i) && counts.get(i) <= high.get(i));
  }
}
