package dev.merapi.laws.verify;

import static java.util.Objects.requireNonNull;

import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.laws.internal.verify.EcdfBand;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calibration by simulation: for each joint draw of latent sites and data the posterior of these
 * data is found, and the true values are ranked among its draws. Ranked are the free numbers of
 * each site and the joint log density, which depends on the data too (Modrák and others, 2023). One
 * structure is traced and compiled once, with the data as inputs.
 *
 * @param quantities the ranks of each quantity
 * @param recovery how well the data tell the true values, by quantity
 */
public record Calibration(Map<String, Sbc> quantities, Map<String, Recovery> recovery) {
  private static final double ASIDE = 0.1;
  private static final double WIDE = 0.7;

  /** Copies the maps, in their order. */
  public Calibration {
    quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    recovery = Collections.unmodifiableMap(new LinkedHashMap<>(recovery));
  }

  /**
   * How well simulated data tell the true value of a number.
   *
   * @param coverage the share of fits in which the truth lies in the central 90 % of the draws
   * @param contraction 1 − the mean variance of the draws over the variance of the truths: 0 if
   *     data say nothing, near 1 if they say much
   * @param bias the mean of (mean of the draws − truth)/(their standard deviation), of chains that
   *     move
   */
  public record Recovery(double coverage, double contraction, double bias) {}

  /**
   * The probability that the ranks of a right inference leave the simultaneous band of their
   * distribution function as far as these do.
   *
   * @throws ArgumentException if there are no ranks of this quantity
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

  /** What is far off, of an inference that is known to be approximate. */
  List<String> far(double falseAlarm) {
    List<String> faults = new ArrayList<>();
    recovery.forEach(
        (name, found) -> {
          Sbc sbc = requireNonNull(quantities.get(name));
          int n = sbc.ranks().size();
          double place =
              sbc.ranks().stream().mapToDouble(r -> (r + 0.5) / (sbc.draws() + 1)).sum() / n;
          double shift = (place - 0.5) * Math.sqrt(12.0 * n);
          double less = (found.coverage() - WIDE) / Math.sqrt(WIDE * (1 - WIDE) / n);
          double level = falseAlarm / recovery.size();
          if (Math.abs(place - 0.5) > ASIDE && Mean.twoSided(shift) < level) {
            faults.add(
                "The guide is too %s in '%s': the true value has the mean rank %.2f of 1 in %d fits."
                    .formatted(place > 0.5 ? "low" : "high", name, place, n));
          }
          if (less < 0 && Mean.twoSided(less) < level) {
            faults.add(
                "The guide is far too narrow in '%s': the true value is in its central 90 %% in %.0f %% of %d fits."
                    .formatted(name, 100 * found.coverage(), n));
          }
        });
    return faults;
  }

  static String shape(Sbc sbc) {
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
                "%-24s p %.3g, ranks in ten parts %s%s"
                    .formatted(
                        q.getKey(),
                        EcdfBand.p(q.getValue()),
                        tenths(q.getValue()),
                        recovered(q.getKey())))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private String recovered(String name) {
    Recovery found = recovery.get(name);
    return found == null
        ? ""
        : ", truth in 90 %% in %.2f, contraction %.2f, bias %+.2f"
            .formatted(found.coverage(), found.contraction(), found.bias());
  }

  private static List<Long> tenths(Sbc sbc) {
    return IntStream.range(0, 10)
        .mapToObj(t -> sbc.ranks().stream().filter(r -> r * 10 / (sbc.draws() + 1) == t).count())
        .toList();
  }
}
