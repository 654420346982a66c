package dev.merapi.infer;

import dev.merapi.infer.diagnose.KHat;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which numbers a guide fits worst: those whose mean or spread its own importance weights, Pareto
 * smoothed, would change most.
 *
 * @param name the number, as {@code x[3]}
 * @param shift how far the weighted mean lies from the mean, in standard deviations of the guide
 * @param spread the weighted standard deviation over that of the guide
 */
record Misfit(String name, double shift, double spread) {
  private static final int NAMED = 3;

  private double size() {
    return Math.abs(shift) + Math.abs(Math.log(Math.max(spread, Double.MIN_NORMAL)));
  }

  /** A sentence about the worst of them. */
  static Optional<String> sentence(Map<String, Tensor> draws, double[] logWeights) {
    List<Misfit> worst =
        of(draws, logWeights).stream()
            .sorted(Comparator.comparingDouble(Misfit::size).reversed())
            .limit(NAMED)
            .toList();
    if (worst.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (Misfit each : worst) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%s (mean %+.2g deviations, deviation × %.2g)",
              each.name,
              each.shift,
              each.spread));
    }
    return Optional.of("Weights would change most: " + String.join(", ", parts) + ".");
  }

  private static List<Misfit> of(Map<String, Tensor> draws, double[] logWeights) {
    double[] weights = KHat.smoothed(logWeights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(weights[i]);
    }
    List<Misfit> all = new ArrayList<>();
    draws.forEach(
        (name, values) -> {
          double[] numbers = values.toArray();
          int width = numbers.length / weights.length;
          for (int j = 0; j < width; j++) {
            String own = width == 1 ? name : name + "[" + j + "]";
            all.add(of(own, numbers, j, width, weights));
          }
        });
    all.removeIf(each -> !Double.isFinite(each.size()));
    return all;
  }

  private static Misfit of(String name, double[] numbers, int at, int width, double[] weights) {
    double plain = 0;
    double weighted = 0;
    for (int i = 0; i < weights.length; i++) {
      double x = numbers[i * width + at];
      plain += x / weights.length;
      weighted += x * weights[i];
    }
    double variance = 0;
    double own = 0;
    for (int i = 0; i < weights.length; i++) {
      double x = numbers[i * width + at];
      variance += (x - plain) * (x - plain) / weights.length;
      own += (x - weighted) * (x - weighted) * weights[i];
    }
    return new Misfit(name, (weighted - plain) / Math.sqrt(variance), Math.sqrt(own / variance));
  }
}
