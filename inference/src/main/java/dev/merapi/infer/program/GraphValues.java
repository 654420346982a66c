package dev.merapi.infer.program;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.graph.Graph;
import dev.merapi.tensor.graph.Interpreter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of sites as a function of the position, by a graph that is traced once. For one
 * thread.
 */
final class GraphValues implements Function<double[], Map<String, Dense>> {
  private final Coordinates coordinates;
  private final List<String> names;
  private final List<Shape> shapes;
  private final Interpreter interpreter;

  private GraphValues(
      Coordinates coordinates, List<String> names, List<Shape> shapes, Graph graph) {
    this.coordinates = coordinates;
    this.names = names;
    this.shapes = shapes;
    this.interpreter = Interpreter.of(graph);
  }

  /** Traces {@code values}, a map from free numbers to values by site. */
  static GraphValues of(
      Coordinates coordinates,
      Function<Map<String, ? extends Tensor>, Map<String, Tensor>> values) {
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    Map<String, Tensor> outputs = values.apply(inputs);
    Graph graph = Graph.of(List.copyOf(inputs.values()), List.copyOf(outputs.values()));
    List<Shape> shapes = outputs.values().stream().map(Tensor::shape).toList();
    return new GraphValues(coordinates, List.copyOf(outputs.keySet()), shapes, graph);
  }

  @Override
  public Map<String, Dense> apply(double[] position) {
    double[][] arguments =
        coordinates.split(position).values().stream().map(Tensor::toArray).toArray(double[][]::new);
    double[][] results =
        shapes.stream().map(shape -> new double[shape.count()]).toArray(double[][]::new);
    interpreter.run(arguments, results);
    Map<String, Dense> values = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      values.put(names.get(i), new Dense(results[i], shapes.get(i)));
    }
    return values;
  }
}
