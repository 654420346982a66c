package dev.merapi.report.plot;

import java.util.List;

/**
 * A ruler for numbers, or of categories, which have the numbers 0, 1, …
 *
 * @param label what is measured
 * @param categories their names; none: numbers
 */
public record Ruler(String label, List<String> categories) {
  /** Copies the list. */
  public Ruler {
    categories = List.copyOf(categories);
  }

  /** A ruler for numbers. */
  public static Ruler of(String label) {
    return new Ruler(label, List.of());
  }
}
