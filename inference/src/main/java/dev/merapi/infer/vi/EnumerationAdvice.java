package dev.merapi.infer.vi;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Site;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.check.Finding.Warning;
import dev.merapi.effects.internal.check.Pairing;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Variables;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Phrases;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.stream.Stream;

/**
 * What is worth knowing of a model and a guide with marked sites before they are fitted: whether
 * the two fit together ({@link Pairing}), whether anything is marked at all, and sites whose order
 * hides that they do not depend on an enumerated one.
 *
 * @param model a run of the model, not laid out
 * @param guide the run of the guide that it replays
 */
record EnumerationAdvice(Trace model, Trace guide) {

  Vector<Finding> findings() {
    return new Pairing(model, guide)
        .findings()
        .appendAll(unmarked())
        .appendAll(late(model))
        .appendAll(late(guide));
  }

  private Vector<Finding> unmarked() {
    boolean marked =
        Stream.of(model, guide)
            .flatMap(run -> run.latents().stream())
            .anyMatch(entry -> isMarked(entry.site()));
    return marked
        ? Vector.empty()
        : Vector.of(
            new Warning(
                "No site of the model or the guide is marked for enumeration, so nothing is summed out. Mark discrete sites, by new ConfigEnumerate() around the model for all of them; else a bound without enumeration does the same."));
  }

  /** Sites that come after an enumerated one in plates that they do not stand in. */
  private static Vector<Finding> late(Trace trace) {
    Map<Set<Axis.Plate>, String> first = LinkedHashMap.empty();
    Vector<Finding> findings = Vector.empty();
    for (Entry.Sampled entry : FactorGraph.densities(trace)) {
      Set<Axis.Plate> own = Variables.plates(entry.site());
      findings =
          findings.appendAll(
              first
                  .filterKeys(plates -> !own.containsAll(plates))
                  .map(inner -> new Warning(late(entry.site(), inner._2, inner._1))));
      if (isMarked(entry.site()) && !first.containsKey(own)) {
        first = first.put(own, entry.name());
      }
    }
    return findings;
  }

  private static String late(Site site, String enumerated, Set<Axis.Plate> plates) {
    return "Site '%s' in %s comes after the enumerated site '%s' in %s. If it depends on that site the sum will be refused; if it does not, move it in front of '%s'."
        .formatted(
            site.name(), site.place().describe(), enumerated, Phrases.plates(plates), enumerated);
  }

  private static boolean isMarked(Site site) {
    return site.isLatent()
        && site.infer()
            .enumerate()
            .filter(how -> !(how instanceof Enumeration.Sequential))
            .isPresent();
  }
}
