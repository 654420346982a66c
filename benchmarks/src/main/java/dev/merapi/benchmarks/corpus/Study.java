package dev.merapi.benchmarks.corpus;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/**
 * A model of the corpus.
 *
 * @param name what its twin elsewhere is called too
 * @param data what it was given, by the names that the twin reads
 * @param model the model
 */
public record Study(String name, Map<String, Tensor> data, Model<?> model) {
  /** A study over a copy of the map. */
  public Study {
    data = Map.copyOf(data);
  }
}
