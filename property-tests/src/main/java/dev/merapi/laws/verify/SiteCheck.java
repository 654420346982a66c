package dev.merapi.laws.verify;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.divergence.GoodnessOfFit;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws of each site against its distribution given everything upstream: F(x), and for counts F(x −
 * 1) + u p(x) with u uniform, are uniform on (0, 1) and independent of each other (Rosenblatt
 * 1952). Tested by Kolmogorov's statistic.
 */
final class SiteCheck {
  /** Numbers of one site in one draw. */
  private static final int ELEMENTS = 8;

  private SiteCheck() {}

  static Outcome run(Subject subject, Key key) {
    Set<String> left = new TreeSet<>();
    Outcome outcome =
        Staged.run("sites given their parents", experiment(subject, left), subject, key);
    return outcome instanceof Outcome.Passed(String sentence) && !left.isEmpty()
        ? new Outcome.Passed(sentence + "; no distribution function of " + String.join(", ", left))
        : outcome;
  }

  static Staged.Experiment experiment(Subject subject, Set<String> left) {
    return (draws, at) -> findings(subject, draws, at, left);
  }

  private static List<Staged.Finding> findings(
      Subject subject, List<Draw> draws, Key key, Set<String> left) {
    Map<String, List<Double>> uniforms = new LinkedHashMap<>();
    for (int i = 0; i < draws.size(); i++) {
      Trace trace = Simulation.run(subject, draws.get(i), key);
      for (Entry.Sampled entry : trace.sites()) {
        if (!entry.site().isIndexSet()
            && !entry.site().isComputed()
            && !left.contains(entry.name())
            && !subject.isHeld(entry.name())
            && isDrawn(subject, entry.name())) {
          add(entry, key.fold(i).fold(entry.name()), uniforms, left);
        }
      }
    }
    left.forEach(uniforms::remove);
    List<Staged.Finding> found = new ArrayList<>();
    uniforms.forEach((name, all) -> found.addAll(findings(name, all)));
    return found;
  }

  /** Latent sites are drawn, and observed ones where their data are. */
  private static boolean isDrawn(Subject subject, String name) {
    return subject.first().sampled(name).stream()
        .allMatch(entry -> !entry.site().isObserved() || Simulation.isDrawn(subject, entry));
  }

  private static void add(
      Entry.Sampled entry, Key key, Map<String, List<Double>> uniforms, Set<String> left) {
    Distribution distribution = entry.site().distribution();
    while (distribution instanceof IndependentAxes(Distribution base, _)) {
      distribution = base;
    }
    if (distribution.eventDim() > 0
        || Simulation.isCensored(distribution)
        || entry.site().weight().mask().isPresent()) {
      left.add(entry.name());
      return;
    }
    try {
      double[] f = transformed(distribution, entry.value(), key).toArray();
      List<Double> all = uniforms.computeIfAbsent(entry.name(), _ -> new ArrayList<>());
      int step = (f.length + ELEMENTS - 1) / ELEMENTS;
      for (int i = 0; i < f.length; i += step) {
        all.add(f[i]);
      }
    } catch (MerapiException noDistributionFunction) {
      left.add(entry.name());
    }
  }

  private static Tensor transformed(Distribution distribution, Tensor value, Key key) {
    if (!distribution.isDiscrete()) {
      return distribution.cdf(value);
    }
    Shape shape = distribution.densityShape(value);
    Tensor u = Distributions.uniform(0, 1).expand(shape).sample(key);
    return distribution.cdf(value).minus(distribution.logProb(value).exp().times(u));
  }

  /** Their mean, their spread, and the whole of them. */
  private static List<Staged.Finding> findings(String name, List<Double> uniforms) {
    double[] f = uniforms.stream().mapToDouble(Double::doubleValue).toArray();
    int n = f.length;
    double mean = 0;
    double square = 0;
    int outer = 0;
    for (double x : f) {
      mean += x / n;
      square += (x - 0.5) * (x - 0.5) / n;
      outer += x < 0.025 || x > 0.975 ? 1 : 0;
    }
    double shift = (mean - 0.5) * Math.sqrt(12.0 * n);
    double spread = (square - 1.0 / 12) / Math.sqrt(1.0 / 180 / n);
    String how =
        Math.abs(shift) > Math.abs(spread)
            ? "they are too " + (shift > 0 ? "large" : "small")
            : "they are spread too " + (spread > 0 ? "widely" : "little");
    String sentence =
        "Values of site '%s' do not follow its distribution given its parents: %s; of %d numbers %.1f%% lie in the outer 5%% of it, and their mean quantile is %.3f."
            .formatted(name, how, n, 100.0 * outer / n, mean);
    return List.of(
        finding("mean " + name, shift, sentence),
        finding("spread " + name, spread, sentence),
        new Staged.Finding("all " + name, GoodnessOfFit.kolmogorov(Tensor.of(f)), 0, sentence));
  }

  private static Staged.Finding finding(String name, double z, String sentence) {
    return new Staged.Finding(name, Mean.twoSided(z), (int) Math.signum(z), sentence);
  }
}
