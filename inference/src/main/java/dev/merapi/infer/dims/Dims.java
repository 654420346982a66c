package dev.merapi.infer.dims;

import dev.merapi.effects.Frame;
import dev.merapi.effects.internal.IndexSet;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
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
public record Dims(
    Map<String, Map<Integer, Frame.Vectorised>> sites, Map<String, List<String>> labels) {
  /** No names. */
  public static final Dims NONE = new Dims(Map.of(), Map.of());

  /** Copies the maps. */
  public Dims {
    sites = Map.copyOf(sites);
    labels = Map.copyOf(labels);
  }

  /** The names in one run of a model. */
  public static Dims of(Trace trace) {
    Map<String, Map<Integer, Frame.Vectorised>> sites = new LinkedHashMap<>();
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (Entry.Sampled entry : trace.sites()) {
      if (entry.site().distribution() instanceof IndexSet indices) {
        labels.put(entry.name(), indices.labels());
      } else {
        int event = entry.site().distribution().eventShape().rank();
        Map<Integer, Frame.Vectorised> plates = new HashMap<>();
        for (Frame.Vectorised frame : entry.site().place().vectorised()) {
          plates.put(event - frame.dim(), frame);
        }
        sites.put(entry.name(), plates);
      }
    }
    return new Dims(sites, labels);
  }

  /** The dims of the value of a site. A plate that is called like a site is {@code NAME_index}. */
  public List<Axis> axes(String site, Shape shape) {
    Map<Integer, Frame.Vectorised> plates = sites.getOrDefault(site, Map.of());
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      Frame.Vectorised plate = plates.get(shape.rank() - i);
      int size = shape.size(i);
      axes.add(
          plate == null || plate.size() != size
              ? Axis.counted(site + "_dim_" + i, size)
              : axis(plate.plate(), size));
    }
    return axes;
  }

  private Axis axis(String plate, int size) {
    List<String> known = labels.getOrDefault(plate, List.of());
    String name = sites.containsKey(plate) ? plate + "_index" : plate;
    return new Axis(name, size, known.size() == size ? known : List.of());
  }
}
