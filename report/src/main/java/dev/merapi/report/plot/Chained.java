package dev.merapi.report.plot;

import dev.merapi.infer.Posterior;
import dev.merapi.tensor.ArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The draws of one scalar.
 *
 * @param name what it is called
 * @param chains [chain][draw]
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Chained(String name, double[][] chains) {
  /** Scalars by name, in the order of the names. */
  static List<Chained> of(Posterior posterior, List<String> names) {
    double[][][] rows = posterior.rows();
    List<String> known = posterior.names();
    List<Chained> scalars = new ArrayList<>();
    for (String name : names) {
      int k = known.indexOf(name);
      if (k < 0) {
        throw new ArgumentException(
            "The posterior has no scalar '%s'; it has %s.".formatted(name, known));
      }
      scalars.add(
          new Chained(
              name,
              Arrays.stream(rows)
                  .map(chain -> Arrays.stream(chain).mapToDouble(row -> row[k]).toArray())
                  .toArray(double[][]::new)));
    }
    return scalars;
  }

  /** All draws, chain after chain. */
  double[] pooled() {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The first {@code length} draws of each chain. */
  double[][] first(int length) {
    return Arrays.stream(chains)
        .map(chain -> Arrays.copyOf(chain, Math.min(length, chain.length)))
        .toArray(double[][]::new);
  }

  /** The number of draws of the shortest chain. */
  int length() {
    return Arrays.stream(chains).mapToInt(chain -> chain.length).min().orElse(0);
  }

  /** The correlations of the draws of a chain with those 0, 1, … draws later, so many at most. */
  double[] correlations(int chain, int most) {
    double[] draws = chains[chain];
    double mean = Arrays.stream(draws).average().orElse(0);
    double[] lags = new double[Math.min(most, draws.length)];
    double variance = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
    for (int lag = 0; lag < lags.length; lag++) {
      for (int i = lag; i < draws.length; i++) {
        lags[lag] += (draws[i] - mean) * (draws[i - lag] - mean);
      }
      lags[lag] = variance > 0 ? lags[lag] / variance : Double.NaN;
    }
    return lags;
  }
}
