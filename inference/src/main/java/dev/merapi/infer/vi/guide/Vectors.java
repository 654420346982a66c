package dev.merapi.infer.vi.guide;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The free numbers of a group of sites as one vector.
 *
 * @param offsets where each site begins
 */
record Vectors(Prototype group, Map<String, Integer> offsets) {

  /** One site after the other; a sentence where a minibatch would leave some of them out. */
  static Vectors of(Prototype group) {
    Map<String, Integer> offsets = new LinkedHashMap<>();
    int offset = 0;
    for (Start start : group.starts().values()) {
      if (!start.cut().isEmpty()) {
        throw new ModelException(
            "Site '%s' stands in plate '%s', which has only some of its elements in a step, but this guide draws all latent sites as one vector. Take Guide.normal() for this site, by Guide.bySite(…), or give the plate all of its elements."
                .formatted(start.name(), start.cut()));
      }
      offsets.put(start.name(), offset);
      offset += start.size();
    }
    return new Vectors(group, offsets);
  }

  /** Where all sites start. */
  Tensor start() {
    List<Tensor> parts = new ArrayList<>();
    for (Start start : group.starts().values()) {
      parts.add(start.free().reshape(start.size()));
    }
    return Tensor.concat(0, parts.toArray(Tensor[]::new));
  }

  /** The vector at which the sites have these values. */
  Tensor at(Map<String, ? extends Tensor> values) {
    List<Tensor> parts = new ArrayList<>();
    for (Start start : group.starts().values()) {
      Tensor free = start.onto().inverse(GivenValues.of(values, start.name()));
      parts.add(free.expand(start.free().shape()).reshape(start.size()));
    }
    return Tensor.concat(0, parts.toArray(Tensor[]::new));
  }

  /** The free numbers of each site in a vector [n]. */
  io.vavr.collection.Map<String, Tensor> parts(Tensor vector) {
    return group
        .starts()
        .map(
            (name, start) -> {
              int from = offsets.getOrDefault(name, 0);
              Tensor part = vector.slice(-1, from, from + start.size());
              return io.vavr.Tuple.of(name, part.reshape(start.free().shape()));
            });
  }

  /**
   * The free numbers of a site, [.., B.. X..], in a vector [.., 1.., n], whose batch dims have size
   * 1 where the plates of the site are.
   */
  Tensor part(Site site, Tensor vector) {
    Start start = group.starts().get(site.name()).get();
    int from = offsets.getOrDefault(site.name(), 0);
    Shape batch = vector.shape().dropRight(1);
    int plates = Math.min(batch.rank(), start.free().rank() - start.eventDim());
    Shape shape = batch.dropRight(plates).append(start.free().shape());
    return vector.slice(-1, from, from + start.size()).reshape(shape);
  }
}
