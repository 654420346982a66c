package dev.merapi.report.page;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.mcmc.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How draws were made, as far as they know it. */
final class Made {
  private Made() {}

  static Map<String, String> of(Posterior posterior) {
    Map<String, String> lines = new LinkedHashMap<>();
    double[][][] rows = posterior.rows();
    lines.put("chains", Integer.toString(rows.length));
    lines.put(
        "draws of each",
        Integer.toString(Arrays.stream(rows).mapToInt(chain -> chain.length).max().orElse(0)));
    posterior
        .origin()
        .map(chains -> chains.chains().getFirst().warmUp().iterations())
        .ifPresent(iterations -> lines.put("warm-up of each", Long.toString(iterations)));
    if (posterior.statistics().contains(Column.STEPS)) {
      double steps =
          Arrays.stream(posterior.statistic(Column.STEPS)).flatMapToDouble(Arrays::stream).sum();
      lines.put("gradients after warm-up", String.format(Locale.ROOT, "%.0f", steps));
    }
    lines.put("made by", "Merapi");
    return lines;
  }
}
