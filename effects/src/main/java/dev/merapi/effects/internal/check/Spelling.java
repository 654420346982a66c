package dev.merapi.effects.internal.check;

import dev.merapi.effects.check.Finding;
import dev.merapi.effects.internal.Nearest;
import dev.merapi.effects.trace.Trace;
import io.vavr.collection.Vector;

/** Names that a user gave, held against the names of a run. */
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
                            name, Nearest.phrase(name, Vector.ofAll(trace.entries().keySet())))));
  }
}
