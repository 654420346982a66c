package dev.merapi.tensor.internal.ode;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Closure;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The states [T, S..] of dy/dt = f(t, y, free) at times [T], from the start y(t₀) [S..] on.
 * Operands are the times, the start and the free tensors of f. NaN from where no step led on. Its
 * adjoint is {@link OdeAdjoint}.
 *
 * @param slope takes t, y and the free tensors; gives f
 * @param accuracy method, tolerances, number of steps
 */
public record OdeSolve(Graph slope, Accuracy accuracy) implements HigherOrder {
  /** The operation for a right-hand side, which is recorded once, with its operands. */
  private record Recorded(OdeSolve solve, List<Tensor> operands) {}

  /** The states at the times. */
  public static Tensor run(
      BiFunction<Tensor, Tensor, Tensor> field, Tensor start, Tensor times, Accuracy accuracy) {
    Recorded recorded = record(field, start, times, accuracy);
    return recorded.solve.on(recorded.operands.toArray(Tensor[]::new));
  }

  /** What happened on the way, of numbers. */
  public static String describe(
      BiFunction<Tensor, Tensor, Tensor> field, Tensor start, Tensor times, Accuracy accuracy) {
    Recorded recorded = record(field, start, times, accuracy);
    double[][] in = new double[recorded.operands.size()][];
    for (int i = 0; i < in.length; i++) {
      in[i] = recorded.operands.get(i).dense().rowMajorArray();
    }
    OdeSolve solve = recorded.solve;
    int n = start.shape().count();
    Slope slope = solve.slopes(false).get();
    Integration integration = new Integration(accuracy, slope, n);
    slope.begin(in, 2);
    boolean ended = integration.run(in[0], in[1], new double[in[0].length * n], null);
    return integration.describe(ended, in[0]);
  }

  private static Recorded record(
      BiFunction<Tensor, Tensor, Tensor> field, Tensor start, Tensor times, Accuracy accuracy) {
    Symbolic.Input time = Symbolic.Input.of("time", Shape.SCALAR);
    Symbolic.Input state = Symbolic.Input.of("state", start.shape());
    Tensor value = field.apply(time, state);
    if (!value.shape().broadcastsTo(start.shape())) {
      throw new ShapeException(
          "The slope of a differential equation has shape %s, but its state has shape %s."
              .formatted(value.shape(), start.shape()));
    }
    Closure closure = Closure.of(List.of(time, state), List.of(value.expand(start.shape())));
    List<Tensor> operands = new ArrayList<>(List.of(times, start));
    operands.addAll(closure.free());
    OdeSolve solve = new OdeSolve(Simplify.apply(closure.graph()), accuracy);
    return new Recorded(solve, operands);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).rank() != 1 || inputs.get(0).size(0) == 0) {
      throw new ShapeException(
          "The times of a differential equation are a vector of at least one, but their shape is %s."
              .formatted(inputs.get(0)));
    }
    return inputs.get(0).append(inputs.get(1));
  }

  @Override
  public int operands() {
    return slope.inputs().size();
  }

  /** How many free tensors there are. */
  int free() {
    return slope.inputs().size() - 2;
  }

  /** The right-hand side made ready for threads, with its adjoints where they are needed. */
  Supplier<Slope> slopes(boolean compiled) {
    return slopes(compiled, accuracy.implicit());
  }

  /** The right-hand side made ready for threads. */
  Supplier<Slope> slopes(boolean compiled, boolean adjoints) {
    @Nullable Graph back = adjoints ? adjoint() : null;
    if (!compiled) {
      return () ->
          new Slope(Interpreter.of(slope), back == null ? null : Interpreter.of(back), free());
    }
    Executor value = Compiled.of(slope);
    @Nullable Executor reverse = back == null ? null : Compiled.of(back);
    return () -> new Slope(value.fork(), reverse == null ? null : reverse.fork(), free());
  }

  /** (t, y, free, w) → (∂⟨w, f⟩/∂y, ∂⟨w, f⟩/∂free). */
  private Graph adjoint() {
    List<Symbolic.Input> own = inputs();
    Tensor value = slope.apply(own).getFirst();
    Symbolic.Input weight = Symbolic.Input.of("weight", value.shape());
    List<Tensor> gradients = Gradient.of(weight.times(value).sum(), own.subList(1, own.size()));
    List<Symbolic.Input> inputs = new ArrayList<>(own);
    inputs.add(weight);
    return Simplify.apply(Graph.of(inputs, gradients));
  }

  private List<Symbolic.Input> inputs() {
    return slope.inputs().stream().map(x -> Symbolic.Input.of(x.name(), x.shape())).toList();
  }

  /** The equation of (y, ẏ) with ẏ the derivative of y along given ones of start and free. */
  OdeSolve augmented() {
    List<Symbolic.Input> own = inputs();
    Symbolic.Input state = own.get(1);
    Symbolic.Input both = Symbolic.Input.of("states", Shape.of(2).append(state.shape()));
    List<Tensor> given = new ArrayList<>(own);
    given.set(1, both.get(0));
    Tensor value = slope.apply(own).getFirst();
    Symbolic.Input weight = Symbolic.Input.of("weight", value.shape());
    List<Symbolic.Input> moving = own.subList(1, own.size());
    List<Symbolic.Input> directions =
        moving.stream().map(x -> Symbolic.Input.of("direction", x.shape())).toList();
    List<Tensor> gradients = Gradient.of(weight.times(value).sum(), moving);
    Tensor along = Tensor.scalar(0);
    for (int i = 0; i < moving.size(); i++) {
      along = along.plus(gradients.get(i).times(directions.get(i)).sum());
    }
    Tensor derivative = Gradient.of(along, List.of(weight)).getFirst();
    List<Symbolic.Input> inputs = new ArrayList<>(own);
    inputs.addAll(directions);
    Graph pair = Graph.of(inputs, List.of(Tensor.stack(0, value, derivative)));
    List<Tensor> arguments = new ArrayList<>(given);
    arguments.add(both.get(1));
    arguments.addAll(directions.subList(1, directions.size()));
    List<Symbolic.Input> outer = new ArrayList<>(own);
    outer.set(1, both);
    outer.addAll(directions.subList(1, directions.size()));
    return new OdeSolve(Simplify.apply(Graph.of(outer, pair.apply(arguments))), accuracy);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    return kernel(inputs, slopes(false).get());
  }

  @Override
  public Supplier<Kernel> kernels(List<Shape> inputs) {
    Supplier<Slope> slopes = slopes(true);
    return () -> kernel(inputs, slopes.get());
  }

  private Kernel kernel(List<Shape> inputs, Slope right) {
    Integration integration = new Integration(accuracy, right, inputs.get(1).count());
    return (in, out) -> {
      right.begin(in, 2);
      boolean _ = integration.run(in[0], in[1], out, null);
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    List<Tensor> operands = new ArrayList<>(inputs);
    operands.add(adjoint);
    OdeAdjoint back = new OdeAdjoint(this);
    Tensor packed = back.on(operands.toArray(Tensor[]::new));
    return operand == 0
        ? times(inputs, output, adjoint, back.part(1, inputs, packed))
        : back.part(operand, inputs, packed);
  }

  /** A later end moves a state along its slope, a later start moves all of them the other way. */
  private Tensor times(List<Tensor> inputs, Tensor output, Tensor adjoint, Tensor start) {
    int n = output.size(0);
    Tensor[] parts = new Tensor[n];
    for (int i = 0; i < n; i++) {
      List<Tensor> arguments = new ArrayList<>(List.of(inputs.get(0).get(i), output.get(i)));
      arguments.addAll(inputs.subList(2, inputs.size()));
      Tensor weight = i == 0 ? adjoint.get(0).minus(start) : adjoint.get(i);
      parts[i] = weight.times(slope.apply(arguments).getFirst()).sum();
    }
    return Tensor.stack(0, parts);
  }
}
