package dev.merapi.infer;

import dev.merapi.infer.diagnose.Rhat;
import dev.merapi.infer.internal.Samples;
import dev.merapi.infer.mcmc.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Why the scalar that mixes worst does, as far as the draws tell, and what helps. */
final class Mixing {
  private static final double STUCK = 0.1;
  private static final double APART = 3;
  private static final double LEVEL = 1.1;
  private static final double FUNNEL = 0.35;
  private static final double CORRELATED = 0.9;
  private static final double SAME = 0.9999;
  private static final double CURVED = 0.8;
  private static final double HEAVY = 8;
  private static final int PARTNERS = 300;
  private static final int FEWEST = 3;

  private final Posterior posterior;
  private final List<String> names;
  private final String worst;
  private final double[][] chains;
  private final double[] pooled;

  private Mixing(Posterior posterior, String worst) {
    this.posterior = posterior;
    this.names = posterior.names();
    this.worst = worst;
    this.chains = posterior.draws().scalar(names.indexOf(worst));
    this.pooled = Samples.pooled(chains);
  }

  /** The reasons for the worst scalar, those that can be seen; one at least if it mixes badly. */
  static List<String> of(Posterior posterior, List<ParameterSummary> parameters) {
    double few = Advice.LOW_ESS_PER_CHAIN * posterior.draws().rows().length;
    List<String> sentences = new ArrayList<>(stuck(posterior));
    parameters.stream()
        .filter(p -> p.rhat() > Advice.HIGH_RHAT || Advice.ess(p) < few)
        .max(Comparator.comparingDouble(p -> badness(p, few)))
        .ifPresent(p -> sentences.addAll(new Mixing(posterior, p.name()).reasons()));
    return sentences;
  }

  private static double badness(ParameterSummary p, double few) {
    return Math.max((p.rhat() - 1) / (Advice.HIGH_RHAT - 1), few / Advice.ess(p));
  }

  /** Chains that reject nearly everything. */
  private static List<String> stuck(Posterior posterior) {
    if (!Advice.has(posterior, Column.LOG_DENSITY)) {
      return List.of();
    }
    double[][] densities = posterior.statistic(Column.LOG_DENSITY);
    List<String> chains = new ArrayList<>();
    for (int c = 0; c < densities.length; c++) {
      long different = Arrays.stream(densities[c]).distinct().count();
      if (different < STUCK * densities[c].length && densities[c].length >= 100) {
        chains.add(
            "chain %d (%d different draws of %d)".formatted(c, different, densities[c].length));
      }
    }
    return chains.isEmpty()
        ? List.of()
        : List.of(
            "Hardly moved at all: "
                + String.join(", ", chains)
                + ". The step size that warm-up found is far too large where they are now: raise the"
                + " target acceptance (0.95, 0.99), or reparametrise.");
  }

  private List<String> reasons() {
    if (chains.length > 1 && isApart()) {
      return List.of(
          "Chains stay apart in "
              + worst
              + ", "
              + places()
              + ", each by itself narrow: there are several modes, and how much each weighs is not"
              + " known. Rule out all but one by a constraint or prior (an order, for labels that can"
              + " be exchanged), weigh them by parallel tempering (Tempering), or report them"
              + " separately.");
    }
    List<String> found = new ArrayList<>();
    double[][] partners = partners();
    curve(partners, found);
    if (found.isEmpty()) {
      funnel(partners, found);
    }
    if (found.isEmpty()) {
      correlation(partners, found);
    }
    heavy(found);
    if (found.isEmpty() && isDrifting()) {
      found.add(
          worst
              + " still drifts: the halves of its chains differ by more than they vary. Nothing"
              + " holds it, or warm-up was too short: give it a proper prior, or warm up longer.");
    }
    if (found.isEmpty()) {
      found.add(
          worst
              + " mixes worst, and neither its spread nor a partner says why. Draw more, or look at"
              + " its trace.");
    }
    return found;
  }

  private double[][] partners() {
    return IntStream.range(0, Math.min(PARTNERS, names.size()))
        .mapToObj(k -> Samples.pooled(posterior.draws().scalar(k)))
        .toArray(double[][]::new);
  }

  private boolean isApart() {
    double[] means = Arrays.stream(chains).mapToDouble(Samples::mean).toArray();
    double[] deviations =
        Arrays.stream(chains).mapToDouble(x -> Math.sqrt(Samples.variance(x))).sorted().toArray();
    double range = Arrays.stream(means).max().orElse(0) - Arrays.stream(means).min().orElse(0);
    // A chain that has found its place is level in itself; in a funnel none is.
    double[] level =
        Arrays.stream(chains).mapToDouble(x -> Rhat.of(new double[][] {x})).sorted().toArray();
    return range > APART * deviations[deviations.length - 1] && level[level.length / 2] < LEVEL;
  }

  private String places() {
    List<String> places = new ArrayList<>();
    for (int c = 0; c < chains.length && c < 4; c++) {
      places.add(String.format(Locale.ROOT, "chain %d near %.3g", c, Samples.mean(chains[c])));
    }
    return String.join(", ", places) + (chains.length > 4 ? " and so on" : "");
  }

  /** The spread of one follows the other. */
  private void funnel(double[][] partners, List<String> found) {
    double[] own = ranks(pooled);
    double[] spread = logDeviations(pooled);
    double best = FUNNEL;
    String sentence = "";
    for (int k = 0; k < partners.length; k++) {
      if (names.get(k).equals(worst)) {
        continue;
      }
      double follows = Math.abs(correlation(own, logDeviations(partners[k])));
      double leads = Math.abs(correlation(ranks(partners[k]), spread));
      if (Math.max(follows, leads) > best) {
        best = Math.max(follows, leads);
        boolean first = follows >= leads;
        sentence =
            String.format(
                Locale.ROOT,
                "The spread of %s goes with %s (correlation %.2f): a funnel, which no step size and"
                    + " no metric fits everywhere. If the prior of %s has a location and a scale, take"
                    + " them out (LocScale, non-centred), or put them back in where the data say"
                    + " much; if not, raise the target acceptance (0.95, 0.99).",
                first ? names.get(k) : worst,
                first ? worst : names.get(k),
                best,
                first ? names.get(k) : worst);
      }
    }
    for (Quantity quantity : posterior.quantities()) {
      double follows = Math.abs(correlation(own, logSpreads(quantity)));
      if (follows > best && !worst.startsWith(quantity.name() + "[")) {
        best = follows;
        sentence =
            String.format(
                Locale.ROOT,
                "The spread of all %s goes with %s (correlation %.2f): a funnel, which no step size"
                    + " and no metric fits everywhere. If the prior of %s has a location and a scale,"
                    + " take them out (LocScale, non-centred), or put them back in where the data say"
                    + " much; if not, raise the target acceptance (0.95, 0.99).",
                quantity.name(),
                worst,
                best,
                quantity.name());
      }
    }
    if (!sentence.isEmpty()) {
      found.add(sentence);
    }
  }

  /** The log deviation among the entries of a site, in each draw; 0 of fewer than three. */
  private double[] logSpreads(Quantity quantity) {
    int n = quantity.shape().count();
    double[] spreads = new double[pooled.length];
    if (n >= FEWEST) {
      int at = 0;
      for (double[][] chain : posterior.draws().rows()) {
        for (int i = 0; i < chain.length && i < chains[0].length; i++) {
          double[] part = Arrays.copyOfRange(chain[i], quantity.offset(), quantity.offset() + n);
          spreads[at++] = 0.5 * Math.log(Samples.variance(part) + Double.MIN_NORMAL);
        }
      }
    }
    return spreads;
  }

  private void correlation(double[][] partners, List<String> found) {
    double best = CORRELATED;
    String partner = "";
    for (int k = 0; k < partners.length; k++) {
      double r = Math.abs(correlation(pooled, partners[k]));
      if (!names.get(k).equals(worst) && r > best && r < SAME) {
        best = r;
        partner = names.get(k);
      }
    }
    if (!partner.isEmpty()) {
      found.add(
          String.format(
              Locale.ROOT,
              "%s goes with %s (correlation %.3f). Centre the predictors, take out what both share,"
                  + " or learn a metric of low rank from draws and gradients (MetricShape.LOW_RANK).",
              worst,
              partner,
              best));
    }
  }

  /** One goes with the square of the other. */
  private void curve(double[][] partners, List<String> found) {
    double[] square = squares(pooled);
    for (int k = 0; k < partners.length; k++) {
      double there = Math.abs(correlation(pooled, squares(partners[k])));
      double here = Math.abs(correlation(partners[k], square));
      if (!names.get(k).equals(worst) && Math.max(there, here) > CURVED) {
        found.add(
            String.format(
                Locale.ROOT,
                "%s and %s lie along a curve. Raise the target acceptance (0.95), or write one as a"
                    + " function of the other and what is left.",
                worst,
                names.get(k)));
        return;
      }
    }
  }

  private void heavy(List<String> found) {
    boolean positive = Arrays.stream(pooled).allMatch(x -> x > 0);
    double[] sorted = Arrays.stream(pooled).map(x -> positive ? Math.log(x) : x).sorted().toArray();
    double wide = at(sorted, 0.995) - at(sorted, 0.005);
    double narrow = at(sorted, 0.75) - at(sorted, 0.25);
    if (wide > HEAVY * narrow) {
      found.add(
          String.format(
              Locale.ROOT,
              "%s has heavy tails (99 %% of the draws take %.0f times the width of the middle half; a"
                  + " normal 3.8 times). Write it as a mixture over its scale, or give it a tighter"
                  + " prior.",
              worst,
              wide / narrow));
    }
  }

  private boolean isDrifting() {
    double drift = 0;
    for (double[] chain : chains) {
      double[] first = Arrays.copyOf(chain, chain.length / 2);
      double[] second = Arrays.copyOfRange(chain, chain.length / 2, chain.length);
      double within = Math.sqrt(Math.max(Samples.variance(first), Samples.variance(second)));
      drift = Math.max(drift, Math.abs(Samples.mean(first) - Samples.mean(second)) / within);
    }
    return drift > 1;
  }

  private static double at(double[] sorted, double p) {
    return sorted[(int) Math.round(p * (sorted.length - 1))];
  }

  private static double[] squares(double[] x) {
    double mean = Samples.mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).toArray();
  }

  private static double[] logDeviations(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double median = at(sorted, 0.5);
    double tiny = 1e-9 * (at(sorted, 0.75) - at(sorted, 0.25)) + Double.MIN_NORMAL;
    return Arrays.stream(x).map(v -> Math.log(Math.abs(v - median) + tiny)).toArray();
  }

  private static double[] ranks(double[] x) {
    Integer[] order = new Integer[x.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> x[i]));
    double[] ranks = new double[x.length];
    for (int r = 0; r < x.length; r++) {
      ranks[order[r]] = r;
    }
    return ranks;
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Samples.mean(x);
    double meanY = Samples.mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
