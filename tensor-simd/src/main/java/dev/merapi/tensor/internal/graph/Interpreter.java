package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reshape;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a graph line by line with the primitives' own loops. Ready at once, and the oracle of the
 * other executors. Every line has an array of its own, except that a reshape shares its input's.
 */
public final class Interpreter implements Executor {
  @SuppressWarnings("ArrayRecordComponent") // bound to memory, never compared
  private record Step(Kernel kernel, double[][] inputs, double[] output) {}

  private final Graph graph;
  private final double[][] arguments;
  private final List<Step> steps = new ArrayList<>();
  private final double[][] outputs;

  private Interpreter(Graph graph) {
    this.graph = graph;
    this.arguments =
        graph.inputs().stream()
            .map(input -> Primitive.room(input.shape().count()))
            .toArray(double[][]::new);
    List<double[]> values = new ArrayList<>(graph.equations().size());
    for (Equation equation : graph.equations()) {
      values.add(prepare(equation, values));
    }
    this.outputs = graph.outputs().stream().map(values::get).toArray(double[][]::new);
  }

  /** An interpreter of the graph. */
  public static Interpreter of(Graph graph) {
    return new Interpreter(graph);
  }

  private double[] prepare(Equation equation, List<double[]> values) {
    return switch (equation) {
      case Equation.Argument argument -> arguments[argument.index()];
      case Equation.Constant(Dense value) -> value.rowMajorArray();
      case Equation.Apply apply -> prepare(apply, values);
    };
  }

  private double[] prepare(Equation.Apply apply, List<double[]> values) {
    if (apply.primitive() instanceof Reshape) {
      return values.get(apply.inputs().getFirst());
    }
    List<Integer> lines = apply.inputs();
    Shape[] shapes = new Shape[lines.size()];
    double[][] inputs = new double[shapes.length][];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = graph.equations().get(lines.get(i)).shape();
      inputs[i] = values.get(lines.get(i));
    }
    double[] output = Primitive.room(apply.shape().count());
    steps.add(new Step(apply.primitive().kernel(List.of(shapes)), inputs, output));
    return output;
  }

  @Override
  public double[] argument(int i) {
    return arguments[i];
  }

  @Override
  public double[] result(int i) {
    return outputs[i];
  }

  @Override
  public void run() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      step.kernel.run(step.inputs, step.output);
    }
  }

  @Override
  public Interpreter fork() {
    return new Interpreter(graph);
  }
}
