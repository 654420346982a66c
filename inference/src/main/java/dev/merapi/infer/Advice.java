package dev.merapi.infer;

import dev.merapi.infer.diagnose.Ebfmi;
import dev.merapi.infer.internal.Samples;
import dev.merapi.infer.mcmc.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is wrong with draws, and what to do about it, in sentences; none if nothing is.
 *
 * <p>Thresholds: any divergence; any saturated tree; one transition of 1000 with a mean acceptance
 * below 1 % where none diverged and the least ESS is below 0.3 of the draws; E-BFMI below 0.3; R̂
 * above 1.01; bulk or tail ESS below 100 a chain. Source: Vehtari et al. (2021), section 4.
 */
public final class Advice {
  /** How many divergences of a chain are looked at to say where they begin. */
  static final int LOCATED = 200;

  static final double HIGH_RHAT = 1.01;
  static final double LOW_ESS_PER_CHAIN = 100;
  private static final int NAMED = 3;
  private static final double REFUSED = 0.01;
  private static final int SELDOM = 1000;
  private static final double MIXES_WELL = 0.3;

  private Advice() {}

  /** The advice on a posterior. */
  public static List<String> of(Posterior posterior) {
    return on(posterior, posterior.summary().parameters());
  }

  static List<String> on(Posterior posterior, List<ParameterSummary> parameters) {
    return Stream.of(
            incomplete(posterior),
            faults(posterior),
            divergences(posterior),
            refusals(posterior, parameters),
            saturation(posterior),
            energy(posterior),
            infinite(parameters),
            disagreement(parameters),
            scarcity(parameters, posterior.draws().rows().length),
            unsettled(posterior, parameters),
            Mixing.of(posterior, parameters),
            Place.unvisited(posterior))
        .flatMap(List::stream)
        .toList();
  }

  /** Whether the sampler has a statistic. */
  static boolean has(Posterior posterior, String statistic) {
    return posterior.statistics().contains(statistic);
  }

  /** The sum of a statistic of zeros and ones. */
  static long count(Posterior posterior, String statistic) {
    return has(posterior, statistic)
        ? (long) Arrays.stream(posterior.statistic(statistic)).flatMapToDouble(Arrays::stream).sum()
        : 0;
  }

  /** The divergent transitions; of chains of our own, those that thinning left out too. */
  static long diverged(Posterior posterior) {
    return posterior
        .origin()
        .map(chains -> (long) chains.divergences())
        .orElseGet(() -> count(posterior, Column.DIVERGING));
  }

  private static List<String> incomplete(Posterior posterior) {
    return posterior
        .origin()
        .filter(chains -> !chains.isComplete())
        .map(
            chains ->
                "The run was interrupted: the chains have "
                    + chains.chains().stream()
                        .map(chain -> Integer.toString(chain.size()))
                        .collect(Collectors.joining(", "))
                    + " draws. Resume it to complete it.")
        .stream()
        .toList();
  }

  private static List<String> faults(Posterior posterior) {
    long count =
        posterior.origin().stream()
            .flatMap(chains -> chains.chains().stream())
            .flatMap(chain -> chain.divergences().stream())
            .filter(where -> where.divergence().isFault())
            .count();
    return count == 0
        ? List.of()
        : List.of(
            (count == 1 ? "1 transition" : count + " transitions")
                + " after warm-up met a point where the log density is NaN or +∞, which no density"
                + " is; the point was treated as impossible. Look for a parameter that leaves its"
                + " constraint, or for 0 · ∞ in the model.");
  }

  private static List<String> divergences(Posterior posterior) {
    long count = diverged(posterior);
    return count == 0
        ? List.of()
        : List.of(
            (count == 1 ? "1 transition" : count + " transitions")
                + " after warm-up diverged, so the draws may miss a region of high curvature. "
                + where("They start at ", posterior, posterior.divergent())
                + "Raise the target acceptance (0.95, 0.99), or reparametrise: take location and"
                + " scale out of a hierarchical prior, for example.");
  }

  /** Whether a higher target acceptance is among the remedies. */
  static boolean wantsShorterSteps(Posterior posterior) {
    return diverged(posterior) > 0
        || !refusals(posterior, posterior.summary().parameters()).isEmpty();
  }

  /** Trajectories that get nowhere without diverging: a step that is too long in some places. */
  private static List<String> refusals(Posterior posterior, List<ParameterSummary> parameters) {
    double least = parameters.stream().mapToDouble(Advice::ess).min().orElse(0);
    if (!has(posterior, Column.SATURATED)
        || diverged(posterior) > 0
        || least > MIXES_WELL * posterior.size()) {
      return List.of();
    }
    double[][] acceptance = posterior.statistic(Column.ACCEPTANCE);
    double[][][] rows = posterior.rows();
    List<double[]> places = new ArrayList<>();
    for (int c = 0; c < acceptance.length; c++) {
      for (int i = 0; i < acceptance[c].length; i++) {
        if (acceptance[c][i] < REFUSED) {
          places.add(rows[c][i]);
        }
      }
    }
    return places.size() < 2 || (long) places.size() * SELDOM < posterior.size()
        ? List.of()
        : List.of(
            places.size()
                + " transitions after warm-up were as good as refused, without diverging: the step"
                + " is too long where they began, so chains come there too seldom and stay too"
                + " long. "
                + where("They are at ", posterior, places.toArray(double[][]::new))
                + "Raise the target acceptance (0.95, 0.99), or reparametrise.");
  }

  /** The scalars in which some places are farthest from the rest of the draws. */
  private static String where(String words, Posterior posterior, double[][] starts) {
    List<String> names = posterior.names();
    String farthest =
        IntStream.range(0, starts.length == 0 ? 0 : names.size())
            .mapToObj(
                k ->
                    Displacement.of(
                        names.get(k),
                        Samples.pooled(posterior.draws().scalar(k)),
                        Arrays.stream(starts).mapToDouble(row -> row[k]).toArray()))
            .filter(displacement -> displacement.score() > 0)
            .sorted(Comparator.comparingDouble(displacement -> -displacement.score()))
            .limit(NAMED)
            .map(Displacement::toString)
            .collect(Collectors.joining(", "));
    return farthest.isEmpty() ? "" : words + farthest + ". ";
  }

  /** How far some starting points lie from all draws in one scalar, in standard deviations. */
  private record Displacement(String name, double here, double overall, double score) {
    static Displacement of(String name, double[] draws, double[] starts) {
      double here = Samples.mean(starts);
      double overall = Samples.mean(draws);
      double score = Math.abs(here - overall) / Math.sqrt(Samples.variance(draws));
      return new Displacement(name, here, overall, score);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s near %.3g (draws: %.3g on average)", name, here, overall);
    }
  }

  private static List<String> saturation(Posterior posterior) {
    long count = count(posterior, Column.SATURATED);
    return count == 0
        ? List.of()
        : List.of(
            count
                + " transitions reached the largest tree depth. The draws are valid but dear:"
                + " rescale or decorrelate the parameters, take a dense metric, or allow deeper"
                + " trees.");
  }

  private static List<String> energy(Posterior posterior) {
    if (!has(posterior, Column.ENERGY)) {
      return List.of();
    }
    double[][] energies = posterior.statistic(Column.ENERGY);
    List<String> low = new ArrayList<>();
    for (int c = 0; c < energies.length; c++) {
      double ebfmi = Ebfmi.of(energies[c]);
      if (ebfmi < Ebfmi.LOW) {
        low.add(String.format(Locale.ROOT, "chain %d (%.2f)", c, ebfmi));
      }
    }
    return low.isEmpty()
        ? List.of()
        : List.of(
            "E-BFMI is below 0.3 in "
                + String.join(", ", low)
                + ": energies change slowly, and heavy tails may be missed. Reparametrise, or warm"
                + " up longer.");
  }

  private static List<String> infinite(List<ParameterSummary> parameters) {
    return listed(
        parameters.stream().filter(p -> !Double.isFinite(p.mean())).toList(),
        Comparator.comparing(ParameterSummary::name),
        "%s",
        ParameterSummary::mean,
        "Some draws are not finite, of %s: nothing can be said of them.");
  }

  private static List<String> disagreement(List<ParameterSummary> parameters) {
    return listed(
        parameters.stream().filter(p -> p.rhat() > HIGH_RHAT).toList(),
        Comparator.comparingDouble(p -> -p.rhat()),
        "%.3f",
        ParameterSummary::rhat,
        "R̂ exceeds 1.01 for %s: the chains do not agree yet. Run longer, or look for several"
            + " modes.");
  }

  private static List<String> scarcity(List<ParameterSummary> parameters, int chains) {
    return listed(
        parameters.stream().filter(p -> ess(p) < LOW_ESS_PER_CHAIN * chains).toList(),
        Comparator.comparingDouble(Advice::ess),
        "%.0f",
        Advice::ess,
        "The effective sample size is below 100 a chain for %s: quantiles and R̂ are unreliable."
            + " Draw more.");
  }

  /** Warm-ups that ended because they may be no longer; told where something else is wrong too. */
  private static List<String> unsettled(Posterior posterior, List<ParameterSummary> parameters) {
    long chains =
        posterior.origin().stream()
            .flatMap(all -> all.chains().stream())
            .flatMap(chain -> chain.warmUp().learning().stream())
            .filter(learning -> !learning.settled())
            .count();
    boolean disagrees =
        diverged(posterior) > 0 || parameters.stream().anyMatch(p -> p.rhat() > HIGH_RHAT);
    return chains == 0 || !disagrees
        ? List.of()
        : List.of(
            "The metric of %s had not settled when warm-up had to end: the posterior has another shape from place to place, or a heavy tail. Warm up longer, or reparametrise."
                .formatted(chains == 1 ? "1 chain" : chains + " chains"));
  }

  static double ess(ParameterSummary p) {
    return Math.min(p.essBulk(), p.essTail());
  }

  private static List<String> listed(
      List<ParameterSummary> worst,
      Comparator<ParameterSummary> order,
      String format,
      ToDoubleFunction<ParameterSummary> value,
      String sentence) {
    if (worst.isEmpty()) {
      return List.of();
    }
    String named =
        worst.stream()
            .sorted(order)
            .limit(NAMED)
            .map(
                p ->
                    p.name()
                        + " ("
                        + String.format(Locale.ROOT, format, value.applyAsDouble(p))
                        + ")")
            .collect(Collectors.joining(", "));
    int more = worst.size() - NAMED;
    return List.of(sentence.formatted(more > 0 ? named + " and " + more + " more" : named));
  }
}
