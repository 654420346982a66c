package dev.merapi.laws.verify;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.EcdfBand;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Workers;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calibration by simulation: for each joint draw of latent sites and data the posterior of these
 * data is sampled, and the true values are ranked among its draws. Ranked are the free numbers of
 * each site and the joint log density, which depends on the data too (Modrák and others, 2023). One
 * structure is traced and compiled once, with the data as inputs; fit i is a function of the key
 * and i, whatever the number of threads.
 *
 * @param quantities the ranks of each quantity
 */
public record Calibration(Map<String, Sbc> quantities) {
  /** About as many of the draws of a fit are ranked among: they should be independent. */
  private static final int RANKED = 100;

  /** Copies the map, in its order. */
  public Calibration {
    quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
  }

  static Calibration of(Subject subject, Sampler sampler, int fits, int threads, Key key) {
    List<Draw> draws = Simulation.draws(subject, key.fold("draws"), fits);
    List<double[]> positions = draws.stream().map(subject::position).toList();
    List<Label> labels = Label.of(subject.density().coordinates());
    List<int[]> ranks =
        Workers.map(
            fits,
            threads,
            () -> subject.densities(),
            (densities, i) -> {
              Potential potential = densities.apply(draws.get(i).data());
              Chains chains =
                  sampler.threads(1).run(potential, key.fold(i), sampler.start(), Progress.NONE);
              return ranks(chains, labels, Point.at(potential, positions.get(i)));
            });
    Map<String, Sbc> quantities = new LinkedHashMap<>();
    int kept = kept(sampler.chains() * sampler.draws());
    for (int q = 0; q <= labels.size(); q++) {
      int at = q;
      String name = q < labels.size() ? labels.get(q).name() : "the log density";
      quantities.put(name, new Sbc(kept, ranks.stream().map(row -> row[at]).toList()));
    }
    return new Calibration(quantities);
  }

  private static int thinning(int draws) {
    return Math.max(1, draws / RANKED);
  }

  private static int kept(int draws) {
    return (draws + thinning(draws) - 1) / thinning(draws);
  }

  private static int[] ranks(Chains chains, List<Label> labels, Point truth) {
    int[] ranks = new int[labels.size() + 1];
    for (int q = 0; q <= labels.size(); q++) {
      boolean coordinate = q < labels.size();
      double[][] all =
          coordinate ? chains.coordinate(labels.get(q).index()) : chains.column(Column.LOG_DENSITY);
      double value = coordinate ? truth.coordinate(labels.get(q).index()) : truth.logDensity();
      double[] joined = Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
      int step = thinning(joined.length);
      ranks[q] =
          Sbc.rank(
              value,
              IntStream.range(0, joined.length)
                  .filter(i -> i % step == 0)
                  .mapToDouble(i -> joined[i])
                  .toArray());
    }
    return ranks;
  }

  /**
   * The probability that the ranks of a right inference leave the simultaneous band of their
   * distribution function as far as these do.
   */
  public double p(String quantity) {
    Sbc sbc = quantities.get(quantity);
    if (sbc == null) {
      throw new ArgumentException(
          "There are no ranks of '%s'; there are those of %s."
              .formatted(quantity, quantities.keySet()));
    }
    return EcdfBand.p(sbc);
  }

  /**
   * The ranks as fractions in (0, 1), by name: the layout in which ArviZ's {@code plot_ecdf_pit}
   * reads calibration, one draw of one chain for each fit: [1, fits].
   */
  public Map<String, Tensor> fractions() {
    Map<String, Tensor> fractions = new LinkedHashMap<>();
    quantities.forEach(
        (name, sbc) ->
            fractions.put(
                name, Tensor.of(sbc.ranks()).plus(0.5).div(sbc.draws() + 1.0).unsqueeze(0)));
    return fractions;
  }

  /** What cannot be chance, each in a sentence: together they err with {@code falseAlarm}. */
  List<String> faults(double falseAlarm) {
    List<String> faults = new ArrayList<>();
    quantities.forEach(
        (name, sbc) -> {
          double p = EcdfBand.p(sbc);
          if (p * quantities.size() < falseAlarm) {
            faults.add(
                "Ranks of the true '%s' in %d fits are not uniform (p %.1e): the posterior is %s."
                    .formatted(name, sbc.ranks().size(), p, shape(sbc)));
          }
        });
    return faults;
  }

  private static String shape(Sbc sbc) {
    int n = sbc.ranks().size();
    double mean = sbc.ranks().stream().mapToDouble(r -> (r + 0.5) / (sbc.draws() + 1)).sum() / n;
    double spread =
        sbc.ranks().stream()
                .mapToDouble(r -> Math.pow((r + 0.5) / (sbc.draws() + 1) - 0.5, 2))
                .sum()
            / n;
    double shift = (mean - 0.5) * Math.sqrt(12.0 * n);
    double width = (spread * 12 - 1) * Math.sqrt(n * 5 / 4.0);
    return Math.abs(shift) > Math.abs(width)
        ? "too " + (shift > 0 ? "low" : "high")
        : "too " + (width > 0 ? "narrow" : "wide");
  }

  @Override
  public String toString() {
    return quantities.entrySet().stream()
        .map(
            q ->
                "%-24s p %.3g, ranks in ten parts %s"
                    .formatted(q.getKey(), EcdfBand.p(q.getValue()), tenths(q.getValue())))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static List<Long> tenths(Sbc sbc) {
    return IntStream.range(0, 10)
        .mapToObj(t -> sbc.ranks().stream().filter(r -> r * 10 / (sbc.draws() + 1) == t).count())
        .toList();
  }
}
