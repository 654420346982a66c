package dev.merapi.benchmarks;

import java.util.Locale;

/**
 * One line of the table of discrete models.
 *
 * @param model its name
 * @param nsGradient nanoseconds per value and gradient of the potential of NUTS
 * @param bytesGradient bytes allocated by that
 * @param msSetup milliseconds from the model to its graph
 * @param msFirst milliseconds from the model to its first gradient
 * @param msDraw milliseconds per posterior draw of all discrete sites
 */
record DiscreteRow(
    String model,
    double nsGradient,
    double bytesGradient,
    double msSetup,
    double msFirst,
    double msDraw) {

  String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"model\": \"%s\", \"ns_gradient\": %.0f, \"bytes_gradient\": %.1f, \"ms_setup\": %.0f, \"ms_first\": %.0f, \"ms_draw\": %.3f}",
        model,
        nsGradient,
        bytesGradient,
        msSetup,
        msFirst,
        msDraw);
  }
}
