package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Stirred;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the nodes behind tensors, one line each, and gives equal expressions one line: equal
 * primitives on equal lines, and equal constants. Walks without recursion, so that a chain of a
 * million nodes is fine.
 */
final class GraphBuilder {
  /** Constants up to this size are compared by value, larger ones by identity. */
  private static final int COMPARED = 64;

  private record Application(Primitive primitive, List<Integer> inputs) {
    @Override
    public int hashCode() {
      return Stirred.hash(primitive, inputs);
    }
  }

  private final List<Equation.Argument> arguments = new ArrayList<>();
  private final List<Equation> equations = new ArrayList<>();
  private final IdentityHashMap<Tensor, Integer> lines = new IdentityHashMap<>();
  private final Map<Dense, Integer> constants = new HashMap<>();
  private final Map<Application, Integer> applications = new HashMap<>();

  GraphBuilder(List<Symbolic.Input> inputs) {
    for (Symbolic.Input input : inputs) {
      Equation.Argument argument =
          new Equation.Argument(arguments.size(), input.name(), input.shape());
      arguments.add(argument);
      lines.put(input, append(argument));
    }
  }

  Graph build(List<Integer> outputs) {
    return new Graph(arguments, equations, outputs);
  }

  int line(Tensor output) {
    for (Tensor node : Dependencies.inOrder(output, lines.keySet())) {
      lines.put(
          node,
          switch (node) {
            case Dense dense -> constant(dense);
            case Symbolic.Input input ->
                throw new ArgumentException(
                    "The expression depends on '%s', which is not among the inputs of the graph"
                        .formatted(input.name()));
            case Symbolic.Apply apply -> application(apply);
          });
    }
    return known(output);
  }

  private int known(Tensor tensor) {
    Integer line = lines.get(tensor);
    if (line == null) {
      throw new IllegalStateException("A node was visited before what it depends on");
    }
    return line;
  }

  private int constant(Dense dense) {
    return dense.shape().count() > COMPARED
        ? append(new Equation.Constant(dense))
        : constants.computeIfAbsent(dense, value -> append(new Equation.Constant(value)));
  }

  private int application(Symbolic.Apply apply) {
    List<Tensor> nodes = apply.inputs();
    Integer[] numbers = new Integer[nodes.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = known(nodes.get(i));
    }
    List<Integer> inputs = List.of(numbers);
    Primitive primitive = Primitive.of(apply);
    return applications.computeIfAbsent(
        new Application(primitive, inputs),
        _ -> append(new Equation.Apply(primitive, inputs, apply.shape())));
  }

  private int append(Equation equation) {
    equations.add(equation);
    return equations.size() - 1;
  }
}
