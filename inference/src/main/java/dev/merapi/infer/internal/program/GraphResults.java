package dev.merapi.infer.internal.program;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Expressions as functions of their inputs, by one graph for all. For one thread. */
final class GraphResults {
  private final List<Shape> shapes;
  private final Interpreter interpreter;

  private GraphResults(List<Shape> shapes, Interpreter interpreter) {
    this.shapes = shapes;
    this.interpreter = interpreter;
  }

  /** The graph from all free variables of the outputs to these. */
  static GraphResults of(Collection<Symbolic.Input> inputs, Collection<? extends Tensor> outputs) {
    Graph graph = Graph.of(List.copyOf(inputs), List.copyOf(outputs));
    return new GraphResults(outputs.stream().map(Tensor::shape).toList(), Interpreter.of(graph));
  }

  /** The outputs for arguments in the order of the inputs. */
  List<Dense> apply(Collection<? extends Tensor> arguments) {
    double[][] given = arguments.stream().map(Tensor::toArray).toArray(double[][]::new);
    double[][] results =
        shapes.stream().map(shape -> new double[shape.count()]).toArray(double[][]::new);
    interpreter.run(given, results);
    List<Dense> values = new ArrayList<>(results.length);
    for (int i = 0; i < results.length; i++) {
      values.add(new Dense(results[i], shapes.get(i)));
    }
    return values;
  }
}
