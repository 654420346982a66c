package dev.merapi.report.result;

import dev.merapi.infer.dims.Axis;
import dev.merapi.tensor.ArgumentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrays that belong together. Dims of one name have one size and the same labels, and no array is
 * called like a dim.
 *
 * @param variables the arrays by name, in order
 * @param attributes what else is known, by name
 */
public record Group(Map<String, Variable> variables, Map<String, String> attributes) {
  /** No arrays. */
  public static final Group EMPTY = new Group(Map.of(), Map.of());

  /** Copies the maps, and checks names and dims. */
  public Group {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    for (String dim : axes(variables).keySet()) {
      if (variables.containsKey(dim)) {
        throw new ArgumentException(
            "An array and a dim are both called '%s'; files cannot hold that: rename the plate or the site."
                .formatted(dim));
      }
    }
  }

  private static Map<String, Axis> axes(Map<String, Variable> variables) {
    Map<String, Axis> axes = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> {
          for (Axis axis : variable.axes()) {
            Axis other = axes.putIfAbsent(axis.name(), axis);
            if (other != null && !other.equals(axis)) {
              throw new ArgumentException(
                  "Dim '%s' of '%s' has %d positions %s, but that of another array %d %s; dims of one name are one dim: rename one of them."
                      .formatted(
                          axis.name(),
                          name,
                          axis.size(),
                          axis.labels(),
                          other.size(),
                          other.labels()));
            }
          }
        });
    return axes;
  }

  /** The dims of all arrays, by name. */
  public Map<String, Axis> axes() {
    return axes(variables);
  }

  /** This group and one array more; one of that name is replaced. */
  public Group with(String name, Variable variable) {
    Map<String, Variable> more = new LinkedHashMap<>(variables);
    more.put(name, variable);
    return new Group(more, attributes);
  }

  /** This group and an attribute more; one of that name is replaced. */
  public Group attribute(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new Group(variables, more);
  }
}
