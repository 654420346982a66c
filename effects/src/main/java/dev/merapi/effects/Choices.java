package dev.merapi.effects;

import dev.merapi.effects.internal.IndexSet;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/** The index sets that the plates of this run have chosen so far, by name. */
record Choices(Map<String, Tuple2<IndexSet, Tensor>> byPlate) {
  static final Choices NONE = new Choices(HashMap.empty());

  /** The values that the plate already has; a sentence if it was declared otherwise then. */
  Option<Tensor> known(String plate, IndexSet declared) {
    return byPlate
        .get(plate)
        .map(
            chosen -> {
              if (!chosen._1.hasSizesOf(declared)) {
                throw new ModelException(
                    ("Plate '%s' is used twice in one run: with size %d, subsample size %d, and with size %d, subsample size %d."
                            + " Give both the same sizes, or give one of them another name.")
                        .formatted(
                            plate,
                            chosen._1.fullSize(),
                            chosen._1.size(),
                            declared.fullSize(),
                            declared.size()));
              }
              return chosen._2;
            });
  }

  Choices with(String plate, IndexSet declared, Tensor values) {
    if (values.rank() != 1 || values.size(0) < 1 || values.size(0) > declared.fullSize()) {
      throw new ModelException(
          ("The indices of plate '%s' (size %d) are a vector of 1 to %d numbers, but have shape %s."
                  + " Do model and guide give the plate the same size?")
              .formatted(plate, declared.fullSize(), declared.fullSize(), values.shape()));
    }
    return new Choices(byPlate.put(plate, new Tuple2<>(declared, values)));
  }
}
