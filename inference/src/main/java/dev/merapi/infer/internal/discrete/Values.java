package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Frame;
import dev.merapi.effects.trace.Entry;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Between positions along the plates of an enumerated site and values as its program sees them. */
final class Values {
  private Values() {}

  /** The values at chosen positions [home..] of the support: [B.. E..]. */
  static Tensor at(Entry.Sampled entry, Tensor positions) {
    int events = entry.site().distribution().eventDim();
    Shape event = entry.value().shape().takeRight(events);
    int count = entry.value().shape().count() / event.count();
    Tensor support = entry.value().reshape(Shape.of(count).append(event));
    return support.get(spread(entry, positions, 0));
  }

  /**
   * A table [home.., R..] with the plates at their batch dims: [B.., R..], for {@code rest} axes R.
   */
  static Tensor spread(Entry.Sampled entry, Tensor table, int rest) {
    Shape batch = Shape.SCALAR;
    for (Frame.Vectorised frame : entry.site().place().vectorised()) {
      batch =
          Shape.broadcast(
              batch, Shape.of(frame.size()).append(Shape.SCALAR.padLeft(-frame.dim() - 1)));
    }
    return table.reshape(batch.append(table.shape().takeRight(rest)));
  }
}
