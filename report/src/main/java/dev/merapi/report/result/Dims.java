package dev.merapi.report.result;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Model;
import dev.merapi.effects.internal.IndexSet;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the dims of the sites of a model are called: a batch dim as its plate, any other {@code
 * theta_dim_0}, counted from the left of the value of site {@code theta}, which is what ArviZ calls
 * a dim without a name.
 *
 * @param sites the plate of each batch dim of each site, by its distance from the right
 * @param labels the labels of each plate
 */
record Dims(Map<String, Map<Integer, String>> sites, Map<String, List<String>> labels) {
  /** No names. */
  static final Dims NONE = new Dims(Map.of(), Map.of());

  static Dims of(Model<?> model) {
    return of(Trace.run(Key.of(0), model).trace());
  }

  static Dims of(Trace trace) {
    Map<String, Map<Integer, String>> sites = new LinkedHashMap<>();
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (Entry.Sampled entry : trace.sites()) {
      if (entry.site().distribution() instanceof IndexSet indices) {
        labels.put(entry.name(), indices.labels());
      } else {
        sites.put(entry.name(), plates(entry));
      }
    }
    return new Dims(sites, labels);
  }

  private static Map<Integer, String> plates(Entry.Sampled entry) {
    Map<Integer, String> plates = new HashMap<>();
    int event = entry.site().distribution().eventShape().rank();
    for (Frame.Vectorised frame : entry.site().place().vectorised()) {
      int fromRight = event - frame.dim();
      if (size(entry.value().shape(), fromRight) == frame.size()) {
        plates.put(fromRight, frame.plate());
      }
    }
    return plates;
  }

  private static int size(Shape shape, int fromRight) {
    return fromRight <= shape.rank() ? shape.size(-fromRight) : 1;
  }

  /** The dims of the value of a site; a dim that would be called like a site gets another name. */
  List<Axis> axes(String site, Shape shape) {
    Map<Integer, String> plates = sites.getOrDefault(site, Map.of());
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      String plate = plates.get(shape.rank() - i);
      int size = shape.size(i);
      axes.add(
          plate == null
              ? Axis.counted(site + "_dim_" + i, size)
              : new Axis(
                  sites.containsKey(plate) ? plate + "_index" : plate,
                  size,
                  labelsOf(plate, size)));
    }
    return axes;
  }

  private List<String> labelsOf(String plate, int size) {
    List<String> known = labels.getOrDefault(plate, List.of());
    return known.size() == size ? known : List.of();
  }
}
