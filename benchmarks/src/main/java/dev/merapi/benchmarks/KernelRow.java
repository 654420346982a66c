package dev.merapi.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line of the kernel table.
 *
 * @param name the kernel
 * @param size elements, or the order of the matrices
 * @param unit {@code ns/element}, {@code GFLOP/s} or {@code us}
 * @param kernel its measure
 * @param plain that of the plain loop, if there is one
 * @param study what the study behind the design measured, on another machine
 * @param target what was asked for
 */
record KernelRow(
    String name,
    int size,
    String unit,
    double kernel,
    OptionalDouble plain,
    OptionalDouble study,
    OptionalDouble target) {

  /** How many times faster than the plain loop. */
  private OptionalDouble ratio() {
    return plain.stream().map(loop -> moreIsBetter() ? kernel / loop : loop / kernel).findFirst();
  }

  private boolean moreIsBetter() {
    return unit.equals("GFLOP/s");
  }

  /** Whether the target is met; true where there is none. */
  boolean met() {
    return target.isEmpty()
        || (moreIsBetter() ? kernel >= target.getAsDouble() : kernel <= target.getAsDouble());
  }

  static String header() {
    return String.format(
        "%-16s %8s %11s %10s %10s %7s %8s %8s",
        "kernel", "n", "unit", "kernel", "plain", "ratio", "study", "target");
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-16s %8d %11s %10.3f %10s %7s %8s %8s%s",
        name,
        size,
        unit,
        kernel,
        text("%.3f", plain),
        text("%.1fx", ratio()),
        text("%.2f", study),
        text("%.2f", target),
        met() ? "" : "  MISSED");
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"kernel\": \"%s\", \"n\": %d, \"unit\": \"%s\", \"value\": %.4f, \"plain\": %s,"
            + " \"ratio\": %s, \"study\": %s, \"target\": %s, \"met\": %b}",
        name,
        size,
        unit,
        kernel,
        json(plain),
        json(ratio()),
        json(study),
        json(target),
        met());
  }

  private static String text(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
  }

  private static String json(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "null";
  }
}
