package dev.merapi.infer.internal.program;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of sites as a function of the position, by a graph that is traced once. For one
 * thread.
 */
public final class GraphValues implements Function<double[], Map<String, Dense>> {
  private final Coordinates coordinates;
  private final List<String> names;
  private final GraphResults results;

  private GraphValues(Coordinates coordinates, List<String> names, GraphResults results) {
    this.coordinates = coordinates;
    this.names = names;
    this.results = results;
  }

  /** Traces {@code values}, a map from free numbers to values by site. */
  public static GraphValues of(
      Coordinates coordinates,
      Function<Map<String, ? extends Tensor>, Map<String, Tensor>> values) {
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    Map<String, Tensor> outputs = values.apply(inputs);
    return new GraphValues(
        coordinates,
        List.copyOf(outputs.keySet()),
        GraphResults.of(inputs.values(), outputs.values()));
  }

  @Override
  public Map<String, Dense> apply(double[] position) {
    return named(names, results.at(coordinates, position));
  }

  /** Values by name, in this order. */
  public static Map<String, Dense> named(List<String> names, List<Dense> values) {
    Map<String, Dense> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      named.put(names.get(i), values.get(i));
    }
    return named;
  }
}
