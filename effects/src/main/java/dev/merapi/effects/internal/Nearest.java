package dev.merapi.effects.internal;

import io.vavr.collection.Seq;

/** The name that was perhaps meant. */
public final class Nearest {
  private Nearest() {}

  /** The end of a sentence about an unknown name, without a full stop. */
  public static String phrase(String name, Seq<String> known) {
    return known
        .minBy(each -> distance(name, each))
        .map(
            nearest ->
                "; did you mean '%s'? The run has %s"
                    .formatted(nearest, known.mkString("'", "', '", "'")))
        .getOrElse("; the run has none");
  }

  /** The number of letters to insert, drop or change. Source: V. Levenshtein (1966). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
