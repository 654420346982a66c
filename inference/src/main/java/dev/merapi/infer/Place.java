package dev.merapi.infer;

import dev.merapi.infer.internal.Samples;
import dev.merapi.infer.mcmc.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A place that a search for a start has found and not taken, as likely as what was drawn.
 *
 * @param row its scalars
 * @param logDensity the log density there, as the sampler has it
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Place(double[] row, double logDensity) {
  /** How many deviations beyond the outermost draw nothing of one mode is. */
  private static final double FAR = 5;

  /** How many nats below the likeliest draw a mode still counts. */
  private static final double NEARLY = 10;

  /** The same place, of some sites alone. */
  Place only(List<Quantity> kept) {
    return new Place(Draws.cut(row, kept), logDensity);
  }

  /** A sentence where there is a likely place that no draw came near. */
  static List<String> unvisited(Posterior posterior) {
    if (posterior.elsewhere().isEmpty() || posterior.draws().size() == 0) {
      return List.of();
    }
    double[] densities =
        Advice.has(posterior, Column.LOG_DENSITY)
            ? Samples.pooled(posterior.statistic(Column.LOG_DENSITY))
            : new double[0];
    double likeliest = Arrays.stream(densities).max().orElse(Double.POSITIVE_INFINITY);
    List<String> names = posterior.names();
    List<Place> likely =
        posterior.elsewhere().stream()
            .filter(place -> place.logDensity > likeliest - NEARLY)
            .toList();
    double farthest = FAR;
    String where = "";
    for (int k = 0; k < names.size() && !likely.isEmpty(); k++) {
      double[] draws = Samples.pooled(posterior.draws().scalar(k));
      double least = Arrays.stream(draws).min().orElse(0);
      double greatest = Arrays.stream(draws).max().orElse(0);
      double deviation = Math.sqrt(Samples.variance(draws));
      for (Place place : likely) {
        double x = place.row[k];
        double beyond = Math.max(least - x, x - greatest) / deviation;
        if (beyond > farthest) {
          farthest = beyond;
          where =
              String.format(
                  Locale.ROOT, "%s = %.4g (draws: %.4g to %.4g)", names.get(k), x, least, greatest);
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!where.isEmpty()) {
      sentences.add(
          "There is another mode: a search for a start ended at "
              + where
              + ", where the density is about as high, and no draw came near. The draws are those of"
              + " one mode; what the other one weighs is not known. Rule one out by a prior or a"
              + " constraint, or start some chains there.");
    }
    return sentences;
  }
}
