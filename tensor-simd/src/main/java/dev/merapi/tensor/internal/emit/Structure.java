package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What generated code depends on: the primitives, how they are wired, and all shapes; not the
 * numbers of the constants. Graphs of one structure share code.
 */
record Structure(List<Line> lines, List<Integer> outputs) {

  /** A line; a given one has no primitive, and is a constant or an argument. */
  private record Line(
      @Nullable Primitive primitive, boolean constant, List<Integer> inputs, Shape shape) {}

  static Structure of(Graph graph) {
    return new Structure(graph.equations().stream().map(Structure::line).toList(), graph.outputs());
  }

  private static Line line(Equation equation) {
    return switch (equation) {
      case Equation.Argument argument -> new Line(null, false, List.of(), argument.shape());
      case Equation.Constant constant -> new Line(null, true, List.of(), constant.shape());
      case Equation.Apply(Primitive primitive, List<Integer> inputs, Shape shape) ->
          new Line(primitive, false, inputs, shape);
    };
  }
}
