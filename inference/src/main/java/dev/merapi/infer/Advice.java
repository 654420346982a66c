package dev.merapi.infer;

import dev.merapi.infer.chain.Chain;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.DivergentDraw;
import dev.merapi.infer.chain.DrawStats;
import dev.merapi.infer.diagnose.Ebfmi;
import dev.merapi.infer.diagnose.Samples;
import io.vavr.collection.Vector;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is wrong with a run, and what to do about it, in sentences; none if nothing is.
 *
 * <p>Thresholds: any divergence; any saturated tree; E-BFMI below 0.3; R̂ above 1.01; bulk or tail
 * ESS below 100 a chain. Source: Vehtari et al. (2021), section 4.
 */
public final class Advice {
  private static final double HIGH_RHAT = 1.01;
  private static final double LOW_ESS_PER_CHAIN = 100;
  private static final int NAMED = 3;

  private Advice() {}

  /**
   * The advice on a run.
   *
   * @param names the names of the coordinates of a draw
   * @param maxDepth the largest tree depth the run was allowed
   * @param summary the summary of whatever the user looks at
   */
  public static Vector<String> on(
      Chains chains, List<String> names, int maxDepth, Summary summary) {
    return Vector.of(
            incomplete(chains),
            divergences(chains, names),
            saturation(chains, maxDepth),
            energy(chains),
            disagreement(summary),
            scarcity(summary, chains.size()))
        .filter(sentence -> !sentence.isEmpty());
  }

  private static String incomplete(Chains chains) {
    return chains.isComplete()
        ? ""
        : "The run was interrupted: the chains have "
            + Vector.ofAll(chains.chains()).map(Chain::size).mkString(", ")
            + " draws. Resume from the last states to complete it.";
  }

  private static String divergences(Chains chains, List<String> names) {
    int count = chains.divergences();
    if (count == 0) {
      return "";
    }
    return (count == 1 ? "1 transition" : count + " transitions")
        + " after warm-up diverged, so the draws may miss a region of high curvature. "
        + where(chains, names)
        + "Raise the target acceptance (0.95, 0.99), or reparametrise: take location and scale out"
        + " of a hierarchical prior, for example.";
  }

  /** The coordinates in which divergences start farthest from the rest of the draws. */
  private static String where(Chains chains, List<String> names) {
    Vector<double[]> starts =
        Vector.ofAll(chains.chains())
            .flatMap(Chain::divergences)
            .map(DivergentDraw::divergence)
            .map(divergence -> divergence.from());
    Vector<Displacement> farthest =
        Vector.range(0, names.size())
            .map(
                k ->
                    Displacement.of(
                        names.get(k),
                        Samples.pooled(chains.coordinate(k)),
                        starts.toJavaStream().mapToDouble(q -> q[k]).toArray()))
            .filter(displacement -> displacement.score() > 0)
            .sorted(Comparator.comparingDouble(displacement -> -displacement.score()))
            .take(NAMED);
    return farthest.isEmpty() ? "" : "They start at " + farthest.mkString(", ") + ". ";
  }

  /** How far some starting points lie from all draws in one coordinate, in standard deviations. */
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

  private static String saturation(Chains chains, int maxDepth) {
    long count =
        chains.chains().stream()
            .flatMap(chain -> chain.stats().stream())
            .filter(stats -> stats.depth() >= maxDepth)
            .count();
    return count == 0
        ? ""
        : count
            + " transitions reached the largest tree depth of "
            + maxDepth
            + ". The draws are valid but dear: rescale or decorrelate the parameters, take a dense"
            + " metric, or allow deeper trees.";
  }

  private static String energy(Chains chains) {
    Vector<String> low =
        Vector.ofAll(chains.chains())
            .filter(chain -> ebfmi(chain) < Ebfmi.LOW)
            .map(
                chain ->
                    String.format(
                        Locale.ROOT, "chain %d (%.2f)", chain.last().chain(), ebfmi(chain)));
    return low.isEmpty()
        ? ""
        : "E-BFMI is below 0.3 in "
            + low.mkString(", ")
            + ": energies change slowly, and heavy tails may be missed. Reparametrise, or warm up"
            + " longer.";
  }

  private static double ebfmi(Chain chain) {
    return Ebfmi.of(chain.stats().stream().mapToDouble(DrawStats::energy).toArray());
  }

  private static String disagreement(Summary summary) {
    return listed(
        summary.parameters().filter(p -> p.rhat() > HIGH_RHAT),
        Comparator.comparingDouble(p -> -p.rhat()),
        "%.3f",
        ParameterSummary::rhat,
        "R̂ exceeds 1.01 for %s: the chains do not agree yet. Run longer, or look for several"
            + " modes.");
  }

  private static String scarcity(Summary summary, int chains) {
    return listed(
        summary.parameters().filter(p -> ess(p) < LOW_ESS_PER_CHAIN * chains),
        Comparator.comparingDouble(Advice::ess),
        "%.0f",
        Advice::ess,
        "The effective sample size is below 100 a chain for %s: quantiles and R̂ are unreliable."
            + " Draw more.");
  }

  private static double ess(ParameterSummary p) {
    return Math.min(p.essBulk(), p.essTail());
  }

  private static String listed(
      Vector<ParameterSummary> worst,
      Comparator<ParameterSummary> order,
      String format,
      ToDoubleFunction<ParameterSummary> value,
      String sentence) {
    if (worst.isEmpty()) {
      return "";
    }
    String named =
        worst
            .sorted(order)
            .take(NAMED)
            .map(
                p ->
                    p.name()
                        + " ("
                        + String.format(Locale.ROOT, format, value.applyAsDouble(p))
                        + ")")
            .mkString(", ");
    int more = worst.size() - NAMED;
    return sentence.formatted(more > 0 ? named + " and " + more + " more" : named);
  }
}
