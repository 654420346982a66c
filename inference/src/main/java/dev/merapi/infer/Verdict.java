package dev.merapi.infer;

import dev.merapi.infer.diagnose.Ebfmi;
import dev.merapi.infer.mcmc.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The summary of a posterior with its last lines: the figures that decide, and what they mean. */
final class Verdict {
  private Verdict() {}

  static Summary on(Posterior posterior, List<Selection.Scalar> chosen) {
    List<ParameterSummary> parameters =
        chosen.stream()
            .map(
                scalar -> ParameterSummary.of(scalar.name(), posterior.draws().scalar(scalar.at())))
            .toList();
    List<FigureSummary> figures =
        posterior.statistics().stream()
            .map(name -> FigureSummary.of(name, posterior.statistic(name)))
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(figures(posterior, parameters));
    lines.addAll(posterior.remedies());
    List<String> advice = Advice.on(posterior, parameters);
    lines.addAll(advice.isEmpty() ? List.of("Nothing that these figures show is wrong.") : advice);
    return new Summary(parameters, figures, lines);
  }

  private static String figures(Posterior posterior, List<ParameterSummary> parameters) {
    List<String> parts = new ArrayList<>();
    int chains = posterior.draws().rows().length;
    parts.add("%d draws of %d chains".formatted(posterior.size(), chains));
    if (Advice.has(posterior, Column.DIVERGING)) {
      parts.add("divergences %d".formatted(Advice.diverged(posterior)));
    }
    parts.add(worst("worst R̂", "%.3f", parameters, p -> -p.rhat(), ParameterSummary::rhat));
    parts.add(worst("least ESS", "%.0f", parameters, Advice::ess, Advice::ess));
    if (Advice.has(posterior, Column.SATURATED)) {
      parts.add("saturated trees %d".formatted(Advice.count(posterior, Column.SATURATED)));
    }
    if (Advice.has(posterior, Column.ENERGY)) {
      double least =
          Arrays.stream(posterior.statistic(Column.ENERGY))
              .mapToDouble(Ebfmi::of)
              .min()
              .orElse(Double.NaN);
      parts.add(String.format(Locale.ROOT, "E-BFMI at least %.2f", least));
    }
    return String.join("; ", parts) + ".";
  }

  private static String worst(
      String what,
      String format,
      List<ParameterSummary> parameters,
      ToDoubleFunction<ParameterSummary> order,
      ToDoubleFunction<ParameterSummary> value) {
    return parameters.stream()
        .filter(p -> !Double.isNaN(value.applyAsDouble(p)))
        .min(Comparator.comparingDouble(order))
        .map(
            p ->
                "%s %s (%s)"
                    .formatted(
                        what, String.format(Locale.ROOT, format, value.applyAsDouble(p)), p.name()))
        .orElse(what + " unknown");
  }
}
