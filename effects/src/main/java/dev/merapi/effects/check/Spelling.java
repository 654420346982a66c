package dev.merapi.effects.check;

import dev.merapi.effects.trace.Trace;
import io.vavr.collection.Vector;

/** Names that a user gave to a handler, held against the names of a run. */
public record Spelling(Iterable<String> given, Trace trace) {

  /** A warning for each name that the run does not have, with the nearest one that it has. */
  public Vector<Finding> findings() {
    return Vector.ofAll(given)
        .filter(name -> !trace.entries().containsKey(name))
        .map(
            name ->
                new Finding.Warning(
                    "No site or parameter is named '%s'%s."
                        .formatted(
                            name,
                            trace
                                .entries()
                                .keySet()
                                .minBy(known -> distance(name, known))
                                .map(
                                    known ->
                                        "; did you mean '%s'? The run has %s"
                                            .formatted(
                                                known,
                                                trace
                                                    .entries()
                                                    .keySet()
                                                    .mkString("'", "', '", "'")))
                                .getOrElse("; the run has none"))));
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
