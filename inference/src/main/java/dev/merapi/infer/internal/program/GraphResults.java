package dev.merapi.infer.internal.program;

import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
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
    int i = 0;
    for (Tensor argument : arguments) {
      double[] room = interpreter.argument(i++);
      System.arraycopy(argument.toArray(), 0, room, 0, room.length);
    }
    return run();
  }

  /** The outputs where the inputs are the free numbers of sites, in order, at a position. */
  List<Dense> at(Coordinates coordinates, double[] position) {
    coordinates.requireFits(position);
    List<Coordinate> sites = coordinates.sites();
    for (int i = 0; i < sites.size(); i++) {
      double[] room = interpreter.argument(i);
      System.arraycopy(position, sites.get(i).offset(), room, 0, room.length);
    }
    return run();
  }

  private List<Dense> run() {
    interpreter.run();
    Dense[] values = new Dense[shapes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = new Dense(interpreter.result(i).clone(), shapes.get(i));
    }
    return List.of(values);
  }
}
