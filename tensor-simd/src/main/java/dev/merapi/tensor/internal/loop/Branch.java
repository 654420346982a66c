package dev.merapi.tensor.internal.loop;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Closure;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code yes} where a number is not 0, else that of {@code no}; only the chosen graph
 * runs. Operands are the number, then those of yes, then those of no; both give one tensor of the
 * same shape. The adjoint is a branch between the gradient of the graph that an operand belongs to,
 * and zeros.
 */
public record Branch(Graph yes, Graph no) implements HigherOrder {
  /** A branch between two functions of the operands, which are recorded on stand-ins for them. */
  public static Tensor between(
      Tensor condition,
      List<Tensor> operands,
      Function<List<Tensor>, Tensor> yes,
      Function<List<Tensor>, Tensor> no) {
    Closure ifYes = record(operands, yes);
    Closure ifNo = record(operands, no);
    List<Tensor> all = new ArrayList<>();
    all.add(condition);
    all.addAll(operands);
    all.addAll(ifYes.free());
    all.addAll(operands);
    all.addAll(ifNo.free());
    return new Branch(ifYes.graph(), ifNo.graph()).on(all.toArray(Tensor[]::new));
  }

  private static Closure record(List<Tensor> operands, Function<List<Tensor>, Tensor> function) {
    List<Symbolic.Input> inputs =
        operands.stream().map(operand -> Symbolic.Input.of("operand", operand.shape())).toList();
    Tensor result = function.apply(List.copyOf(inputs));
    ArgumentException.ifNoResult(result, "Choice.between");
    return Closure.of(inputs, List.of(result));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = result(yes);
    if (inputs.getFirst().rank() != 0 || !shape.equals(result(no))) {
      throw new ShapeException(
          "A branch wants a condition of shape [] and results of one shape, but they have shapes %s, %s and %s; where(…) chooses element by element"
              .formatted(inputs.getFirst(), shape, result(no)));
    }
    return shape;
  }

  private static Shape result(Graph graph) {
    return graph.equations().get(graph.outputs().getFirst()).shape();
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Interpreter ifYes = Interpreter.of(yes);
    Interpreter ifNo = Interpreter.of(no);
    double[][] argumentsOfYes = new double[yes.inputs().size()][];
    double[][] argumentsOfNo = new double[no.inputs().size()][];
    double[][] result = new double[1][];
    return (in, out) -> {
      result[0] = out;
      if (in[0][0] != 0) {
        System.arraycopy(in, 1, argumentsOfYes, 0, argumentsOfYes.length);
        ifYes.run(argumentsOfYes, result);
      } else {
        System.arraycopy(in, 1 + argumentsOfYes.length, argumentsOfNo, 0, argumentsOfNo.length);
        ifNo.run(argumentsOfNo, result);
      }
    };
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    if (operand == 0) {
      return null;
    }
    int ofYes = yes.inputs().size();
    boolean inYes = operand <= ofYes;
    int first = inYes ? 1 : 1 + ofYes;
    Graph slope = slope(inYes ? yes : no, operand - first);
    Graph zeros = Graph.of(List.of(), List.of(Tensor.zeros(inputs.get(operand).shape())));
    List<Tensor> operands = new ArrayList<>();
    operands.add(inputs.getFirst());
    operands.addAll(inputs.subList(first, inYes ? 1 + ofYes : inputs.size()));
    operands.add(adjoint);
    Branch branch = inYes ? new Branch(slope, zeros) : new Branch(zeros, slope);
    return branch.on(operands.toArray(Tensor[]::new));
  }

  /** The sensitivity to one input of a graph, from its inputs and the sensitivity to its result. */
  private static Graph slope(Graph graph, int input) {
    List<Symbolic.Input> arguments = new ArrayList<>();
    graph.inputs().forEach(x -> arguments.add(Symbolic.Input.of(x.name(), x.shape())));
    Tensor result = graph.apply(arguments).getFirst();
    Symbolic.Input adjoint = Symbolic.Input.of("adjoint", result.shape());
    Tensor weighed = result.times(adjoint).sum();
    List<Tensor> slope = Gradient.of(weighed, List.of(arguments.get(input)));
    arguments.add(adjoint);
    return Graph.of(arguments, slope);
  }
}
