package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Frame;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * An enumerated site and the variables that stand for it in a sum: between positions of these and
 * values as the program sees them.
 *
 * @param entry the site
 * @param support its values, [K, E..]
 * @param home the plates that it stands in, leftmost first
 * @param split those at whose elements it is a variable each
 */
public record Drawn(
    Entry.Sampled entry, Tensor support, Vector<Axis.Plate> home, Set<String> split) {

  /** A site that is one variable. */
  static Drawn whole(Entry.Sampled entry) {
    int events = entry.site().distribution().eventDim();
    Shape event = entry.value().shape().takeRight(events);
    int count = entry.value().shape().count() / event.count();
    Tensor support = entry.value().reshape(Shape.of(count).append(event));
    return new Drawn(entry, support, Variables.plates(entry.site()).toVector(), HashSet.empty());
  }

  /** The values at chosen positions of its variables, by name: [B.. E..]. */
  Tensor values(Map<String, Tensor> positions) {
    return support.get(spread(positions, 0));
  }

  /**
   * Tables [.., R..] of its variables, by name, with the plates at their batch dims: [B.., R..].
   */
  Tensor spread(Map<String, Tensor> tables, int rest) {
    Tensor table = joined(Copy.of(entry.name()), home.filter(this::isSplit), tables, rest);
    Shape batch = Shape.SCALAR;
    for (Frame.Vectorised frame : entry.site().place().vectorised()) {
      batch =
          Shape.broadcast(
              batch, Shape.of(frame.size()).append(Shape.SCALAR.padLeft(-frame.dim() - 1)));
    }
    return table.reshape(batch.append(table.shape().takeRight(rest)));
  }

  private boolean isSplit(Axis.Plate plate) {
    return split.contains(plate.name());
  }

  /** The tables of all elements of some plates, at the places of these plates. */
  private Tensor joined(Copy copy, Vector<Axis.Plate> open, Map<String, Tensor> tables, int rest) {
    if (open.isEmpty()) {
      return tables.get(copy.name()).get();
    }
    Axis.Plate plate = open.head();
    Tensor[] parts =
        Vector.range(0, plate.size())
            .map(i -> joined(copy.at(plate.name(), i), open.tail(), tables, rest))
            .toJavaArray(Tensor[]::new);
    int axis =
        home.takeWhile(other -> !other.equals(plate)).filter(other -> !isSplit(other)).size();
    return Tensor.stack(axis, parts);
  }
}
