package dev.merapi.benchmarks;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of gradients; what does not apply to an executor is null.
 *
 * @param model the reference model
 * @param executor compiled (the mixture that runs), straight (line code), loops, interpreter; nuts
 *     for the median of some whole runs of the sampler, nuts first for the first of them
 * @param nsGradient nanoseconds per value and gradient
 * @param bytesGradient bytes allocated per value and gradient
 * @param nsLeapfrog nanoseconds per leapfrog step, everything included
 * @param msFirst milliseconds from the model to its first gradient
 * @param msPeak milliseconds until gradients run within a quarter of their best speed
 * @param minEss the least bulk effective sample size of 4 × 1000 draws
 * @param essPerSecond that per second of sampling, warm-up excluded
 */
record GradientRow(
    String model,
    String executor,
    @Nullable Double nsGradient,
    @Nullable Double bytesGradient,
    @Nullable Double nsLeapfrog,
    double msFirst,
    double msPeak,
    @Nullable Double minEss,
    @Nullable Double essPerSecond) {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": \"?([^\",}]+)");

  static GradientRow gradient(String model, String executor, Watch watch, double first) {
    return new GradientRow(
        model, executor, watch.best(), watch.bytes(), null, first, watch.peak(), null, null);
  }

  /** The same under the name of another executor. */
  GradientRow as(String other) {
    return new GradientRow(
        model, other, nsGradient, bytesGradient, nsLeapfrog, msFirst, msPeak, minEss, essPerSecond);
  }

  /** Nanoseconds per leapfrog, infinite where none were made. */
  double leapfrog() {
    return nsLeapfrog == null ? Double.POSITIVE_INFINITY : nsLeapfrog;
  }

  String toJson() {
    return "{\"model\": \"%s\", \"executor\": \"%s\", \"ns_gradient\": %s, \"bytes_gradient\": %s, \"ns_leapfrog\": %s, \"ms_first\": %s, \"ms_peak\": %s, \"min_ess\": %s, \"ess_per_s\": %s}"
        .formatted(
            model,
            executor,
            number(nsGradient),
            number(bytesGradient),
            number(nsLeapfrog),
            number(msFirst),
            number(msPeak),
            number(minEss),
            number(essPerSecond));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "null" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** The text of a field of a row that {@link #toJson} has written. */
  static String field(String json, String name) {
    Matcher matcher = FIELD.matcher(json);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2).equals("null") ? "" : matcher.group(2);
      }
    }
    return "";
  }
}
