package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.LeadingAxis.Operand;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph along one more axis: n arguments are stacked along a first axis of each input, and so are
 * the n results. Law: element i of each result has the bits of the graph on element i of the
 * arguments.
 */
public final class Mapped {
  private Mapped() {}

  /** The graph of n evaluations; none where one of its primitives has no rule. */
  public static Option<Graph> of(Graph graph, int n) {
    LeadingAxis axis = new LeadingAxis(n);
    List<Symbolic.Input> inputs =
        graph.inputs().stream()
            .map(input -> Symbolic.Input.of(input.name(), Shape.of(n).append(input.shape())))
            .toList();
    List<Operand> values = new ArrayList<>(graph.equations().size());
    for (Equation equation : graph.equations()) {
      Option<Operand> value =
          switch (equation) {
            case Equation.Argument argument ->
                Option.some(new Operand(inputs.get(argument.index()), true));
            case Equation.Constant constant -> Option.some(new Operand(constant.value(), false));
            case Equation.Apply apply ->
                applied(axis, apply, apply.inputs().stream().map(values::get).toList());
          };
      if (value.isEmpty()) {
        return Option.none();
      }
      values.add(value.get());
    }
    List<Tensor> outputs =
        graph.outputs().stream().map(values::get).map(value -> stacked(n, value)).toList();
    return Option.some(Graph.of(inputs, outputs));
  }

  private static Option<Operand> applied(
      LeadingAxis axis, Equation.Apply apply, List<Operand> operands) {
    if (operands.stream().anyMatch(Operand::isStacked)) {
      return axis.apply(apply.primitive(), operands).map(result -> new Operand(result, true));
    }
    Tensor[] shared = operands.stream().map(Operand::tensor).toArray(Tensor[]::new);
    return Option.some(new Operand(apply.primitive().on(shared), false));
  }

  private static Tensor stacked(int n, Operand value) {
    return value.isStacked()
        ? value.tensor()
        : value.tensor().expand(Shape.of(n).append(value.shape()));
  }
}
