package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.sum.Axis;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Stream;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The enumerated sites of a run. */
public final class Variables {
  private Variables() {}

  /**
   * Each site of a trace that is laid along a dim as an axis, by name, in the order of the program.
   */
  public static Map<String, Axis.Variable> of(Trace trace) {
    return LinkedHashMap.ofEntries(
        Vector.ofAll(trace.sites())
            .flatMap(
                entry ->
                    dim(entry.site()).map(dim -> new Tuple2<>(entry.name(), axis(entry, dim)))));
  }

  /** Those that are summed out. */
  static Map<String, Axis.Variable> summed(Trace trace) {
    return LinkedHashMap.ofEntries(
        of(trace).map(entry -> exact(trace.sampled(entry._1).get(), entry._2)));
  }

  private static Tuple2<String, Axis.Variable> exact(Entry.Sampled entry, Axis.Variable variable) {
    if (isManyDraws(entry.site())) {
      throw manyDraws(entry.site());
    }
    return new Tuple2<>(entry.name(), variable);
  }

  static ModelException manyDraws(Site site) {
    return new ModelException(
        ("Site '%s' is marked for several draws at once in the model, which is no exact sum, and"
                + " its gradient would be wrong. Mark it for parallel enumeration, or draw it in the"
                + " guide.")
            .formatted(site.name()));
  }

  /** The batch dim that the values of a site are laid along; none if it is not enumerated. */
  public static Option<Integer> dim(Site site) {
    return Stream.ofAll(site.place().dims().entrySet())
        .find(dim -> dim.getValue().equals(site.name()))
        .map(java.util.Map.Entry::getKey);
  }

  /** Whether several draws at once stand along a dim of the site's own. */
  public static boolean isManyDraws(Site site) {
    return site.infer().enumerate().filter(Enumeration.Draws.class::isInstance).isPresent();
  }

  private static Axis.Variable axis(Entry.Sampled entry, int dim) {
    int size = entry.value().size(dim - entry.site().distribution().eventDim());
    return new Axis.Variable(
        entry.name(), size, plates(entry.site()), Vector.ofAll(entry.site().place().chains()));
  }

  /** The plates of a site that are batch dims, leftmost first. */
  public static Set<Axis.Plate> plates(Site site) {
    return LinkedHashSet.ofAll(
        Vector.ofAll(site.place().vectorised())
            .sortBy(Frame.Vectorised::dim)
            .map(frame -> new Axis.Plate(frame.plate(), frame.size())));
  }
}
