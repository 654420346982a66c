package dev.merapi.effects.internal.check;

import dev.merapi.effects.check.Finding;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Dense;
import io.vavr.collection.Vector;

/** Whether the log-probabilities of a run are numbers. −∞ is one: the run is impossible. */
public record Densities(Trace trace) {

  /** A warning for each site whose log-probability has a NaN or +∞. */
  public Vector<Finding> findings() {
    return Vector.ofAll(trace.sites()).filter(Densities::isBad).map(Densities::warning);
  }

  private static boolean isBad(Entry.Sampled entry) {
    if (entry.logProb() instanceof Dense dense) {
      for (double x : dense.toArray()) {
        if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
          return true;
        }
      }
    }
    return false;
  }

  private static Finding warning(Entry.Sampled entry) {
    return new Finding.Warning(
        "Site '%s' in %s has log-probability %s at value %s. Check the parameters of its distribution there, or mask the elements that are missing."
            .formatted(
                entry.name(), entry.site().place().describe(), entry.logProb(), entry.value()));
  }
}
