package dev.merapi.report.plot;

import java.util.List;

/**
 * A scale of numbers, or of categories, which have the numbers 0, 1, …
 *
 * @param label what is measured
 * @param categories their names; none: numbers
 */
public record Scale(String label, List<String> categories) {
  /** Copies the list. */
  public Scale {
    categories = List.copyOf(categories);
  }

  /** A scale of numbers. */
  public static Scale of(String label) {
    return new Scale(label, List.of());
  }
}
