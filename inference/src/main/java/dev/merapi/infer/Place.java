package dev.merapi.infer;

import dev.merapi.infer.internal.Samples;
import dev.merapi.infer.mcmc.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A place that a search for a start has found.
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

  /**
   * A sentence where there is a likely place that no draw came near. Where the draws keep away from
   * all of them, the starts of the chains among them, density says nothing about mass, as in the
   * mouth of a funnel, and nothing is said here.
   */
  static List<String> unvisited(Posterior posterior) {
    if (posterior.elsewhere().isEmpty() || posterior.draws().size() == 0) {
      return List.of();
    }
    double[] densities =
        Advice.has(posterior, Column.LOG_DENSITY)
            ? Samples.pooled(posterior.statistic(Column.LOG_DENSITY))
            : new double[0];
    double likeliest = Arrays.stream(densities).max().orElse(Double.POSITIVE_INFINITY);
    List<Place> likely =
        posterior.elsewhere().stream()
            .filter(place -> place.logDensity > likeliest - NEARLY)
            .toList();
    double[] beyond = new double[likely.size()];
    double farthest = FAR;
    String where = "";
    for (int k = 0; k < posterior.names().size() && !likely.isEmpty(); k++) {
      double[] draws = Samples.pooled(posterior.draws().scalar(k));
      double least = Arrays.stream(draws).min().orElse(0);
      double greatest = Arrays.stream(draws).max().orElse(0);
      double deviation = Math.sqrt(Samples.variance(draws));
      for (int i = 0; i < beyond.length; i++) {
        double x = likely.get(i).row[k];
        double far = Math.max(least - x, x - greatest) / deviation;
        beyond[i] = Math.max(beyond[i], far);
        if (far > farthest) {
          farthest = far;
          where =
              String.format(
                  Locale.ROOT,
                  "%s = %.4g (draws: %.4g to %.4g)",
                  posterior.names().get(k),
                  x,
                  least,
                  greatest);
        }
      }
    }
    boolean areDrawsAtOne = Arrays.stream(beyond).anyMatch(far -> far <= FAR);
    if (where.isEmpty() || !areDrawsAtOne) {
      return List.of();
    }
    return List.of(
        "There is another mode: a search for a start ended at "
            + where
            + ", where the density is about as high, and no draw came near. The draws are those of"
            + " one mode; what the other one weighs is not known. Rule one out by a prior or a"
            + " constraint, or start some chains there.");
  }
}
