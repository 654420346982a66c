package dev.merapi.examples.discrete;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Summary;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The summary of some sites of a posterior; discrete sites have too many scalars to print. */
final class Report {
  private Report() {}

  static Summary of(Posterior posterior, String... sites) {
    Set<String> wanted = Set.copyOf(List.of(sites));
    List<String> names = posterior.names();
    int[] columns =
        IntStream.range(0, names.size())
            .filter(i -> wanted.contains(names.get(i).replaceFirst("\\[.*", "")))
            .toArray();
    double[][][] rows = posterior.rows();
    double[][][] chosen = new double[rows.length][][];
    for (int c = 0; c < rows.length; c++) {
      chosen[c] = new double[rows[c].length][];
      for (int i = 0; i < rows[c].length; i++) {
        double[] row = rows[c][i];
        chosen[c][i] = IntStream.of(columns).mapToDouble(column -> row[column]).toArray();
      }
    }
    return Summary.of(IntStream.of(columns).mapToObj(names::get).toList(), chosen);
  }
}
