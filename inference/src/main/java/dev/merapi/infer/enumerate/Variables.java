package dev.merapi.infer.enumerate;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Entry;
import dev.merapi.effects.handler.Trace;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/** The enumerated sites of a run. */
final class Variables {
  private Variables() {}

  /** Each enumerated site of a trace as an axis, by name, in the order of the program. */
  static Map<String, Axis.Variable> of(Trace trace) {
    return LinkedHashMap.ofEntries(
        trace
            .sites()
            .flatMap(
                entry ->
                    dim(entry.site()).map(dim -> new Tuple2<>(entry.name(), axis(entry, dim)))));
  }

  /** The batch dim that the values of a site are laid along; none if it is not enumerated. */
  static Option<Integer> dim(Site site) {
    return site.place().dims().find(dim -> dim._2.equals(site.name())).map(Tuple2::_1);
  }

  private static Axis.Variable axis(Entry.Sampled entry, int dim) {
    if (entry.site().infer().enumerate().exists(Enumeration.Draws.class::isInstance)) {
      throw new ModelException(
          "Site '%s' is marked for several draws at once, which is no exact sum. Mark it for parallel enumeration, or use importance sampling."
              .formatted(entry.name()));
    }
    int size = entry.value().size(dim - entry.site().distribution().eventDim());
    return new Axis.Variable(entry.name(), size, plates(entry.site()));
  }

  /** The plates of a site that are batch dims, leftmost first. */
  static Set<Axis.Plate> plates(Site site) {
    return LinkedHashSet.ofAll(
        site.place()
            .vectorised()
            .sortBy(Frame.Vectorised::dim)
            .map(frame -> new Axis.Plate(frame.plate(), frame.size())));
  }
}
