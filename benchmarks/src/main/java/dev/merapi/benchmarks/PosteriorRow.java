package dev.merapi.benchmarks;

import dev.merapi.benchmarks.ReferenceData.Reference;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.tensor.Key;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A run of a sampler on a posterior with a reference, or the medians of several.
 *
 * @param posterior its name
 * @param recipe the sampler
 * @param ess the least bulk effective sample size
 * @param gradients all gradients: starts, searches, warm-up, draws
 * @param drawing those of the draws
 * @param seconds processor time in all
 * @param warmUp iterations of warm-up, the mean over the chains
 * @param error the largest distance from a mean of the reference, in its deviations
 * @param rhat the largest R-hat
 * @param divergences after warm-up
 */
record PosteriorRow(
    String posterior,
    String recipe,
    double ess,
    double gradients,
    double drawing,
    double seconds,
    double warmUp,
    double error,
    double rhat,
    double divergences) {

  static PosteriorRow of(
      String name,
      String recipe,
      Sampler sampler,
      LogDensity target,
      List<Reference> references,
      long seed) {
    double before = processorSeconds();
    Chains chains =
        sampler.run(
            target.potential(),
            Key.of(seed),
            sampler.start().naming(target::culprit),
            Progress.NONE);
    double seconds = processorSeconds() - before;
    Summary summary = Posterior.of(target, chains).summary();
    double ess = Double.POSITIVE_INFINITY;
    double error = 0;
    double rhat = 0;
    for (Reference reference : references) {
      ParameterSummary found =
          summary
              .find(reference.name())
              .orElseThrow(() -> new IllegalStateException(reference + " " + summary));
      ess = Math.min(ess, found.essBulk());
      rhat = Math.max(rhat, found.rhat());
      error = Math.max(error, Math.abs(found.mean() - reference.mean()) / reference.sd());
    }
    return new PosteriorRow(
        name,
        recipe,
        ess,
        (double) chains.gradients(),
        (double) chains.leapfrogs(),
        seconds,
        chains.chains().stream().mapToLong(c -> c.warmUp().iterations()).average().orElse(0),
        error,
        rhat,
        chains.divergences());
  }

  private static double processorSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() * 1e-9;
  }

  /** The median of each figure by itself. */
  static PosteriorRow median(List<PosteriorRow> rows) {
    PosteriorRow first = rows.getFirst();
    return new PosteriorRow(
        first.posterior,
        first.recipe,
        median(rows, PosteriorRow::ess),
        median(rows, PosteriorRow::gradients),
        median(rows, PosteriorRow::drawing),
        median(rows, PosteriorRow::seconds),
        median(rows, PosteriorRow::warmUp),
        median(rows, PosteriorRow::error),
        median(rows, PosteriorRow::rhat),
        median(rows, PosteriorRow::divergences));
  }

  private static double median(List<PosteriorRow> rows, ToDoubleFunction<PosteriorRow> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Of the run with the median cost. */
  static double medianCost(List<PosteriorRow> rows, ToDoubleFunction<PosteriorRow> cost) {
    return rows.stream()
        .sorted(Comparator.comparingDouble(cost))
        .mapToDouble(cost)
        .toArray()[rows.size() / 2];
  }

  /** Gradients per least effective draw. */
  double cost() {
    return gradients / ess;
  }

  /** The same of the draws alone. */
  double costOfDraws() {
    return drawing / ess;
  }

  String toJson(int seed) {
    Object[] figures = {
      posterior, recipe, seed, ess, gradients, drawing, seconds, warmUp, error, rhat, divergences
    };
    return String.format(
        Locale.ROOT,
        "{\"posterior\": \"%s\", \"recipe\": \"%s\", \"seed\": %d, \"ess\": %.1f, \"gradients\":"
            + " %.0f, \"drawing\": %.0f, \"seconds\": %.3f, \"warm_up\": %.0f, \"error\": %.4f,"
            + " \"rhat\": %.4f, \"divergences\": %.0f}",
        figures);
  }

  static double geometricMean(double[] values) {
    return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(0));
  }
}
