package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A function from tensors to tensors as a list of {@link Equation}s in an order in which they can
 * be computed, no sub-expression twice. Graphs are values; executors run them.
 *
 * @param inputs the shapes and names of the arguments, in order
 * @param equations the lines
 * @param outputs the line of each result
 */
public record Graph(
    List<Equation.Argument> inputs, List<Equation> equations, List<Integer> outputs) {
  public Graph {
    inputs = List.copyOf(inputs);
    equations = List.copyOf(equations);
    outputs = List.copyOf(outputs);
  }

  /**
   * The graph that computes {@code outputs} from {@code inputs}; every free variable of the outputs
   * must be among the inputs.
   */
  public static Graph of(List<Symbolic.Input> inputs, List<? extends Tensor> outputs) {
    GraphBuilder builder = new GraphBuilder(inputs);
    List<Integer> lines = new ArrayList<>();
    for (Tensor output : outputs) {
      lines.add(builder.line(output));
    }
    return builder.build(lines);
  }

  /**
   * The same function as tensors over the given arguments, dense or symbolic: what the graph
   * computes for them.
   */
  public List<Tensor> apply(List<? extends Tensor> arguments) {
    List<Tensor> values = new ArrayList<>(equations.size());
    for (Equation equation : equations) {
      values.add(
          switch (equation) {
            case Equation.Argument argument -> arguments.get(argument.index());
            case Equation.Constant(Dense value) -> value;
            case Equation.Apply apply ->
                apply
                    .primitive()
                    .on(apply.inputs().stream().map(values::get).toArray(Tensor[]::new));
          });
    }
    return outputs.stream().map(values::get).toList();
  }

  /** One line of text an equation, as {@code %7 [8] = exp %5}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < equations.size(); i++) {
      text.append('%').append(i).append(' ').append(equations.get(i).shape()).append(" = ");
      switch (equations.get(i)) {
        case Equation.Argument argument -> text.append("argument ").append(argument.name());
        case Equation.Constant(Dense value) -> text.append("constant ").append(value);
        case Equation.Apply apply -> {
          text.append(apply.primitive());
          apply.inputs().forEach(input -> text.append(" %").append(input));
        }
      }
      text.append('\n');
    }
    outputs.forEach(output -> text.append("return %").append(output).append('\n'));
    return text.toString();
  }
}
