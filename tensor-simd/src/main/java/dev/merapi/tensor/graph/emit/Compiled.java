package dev.merapi.tensor.graph.emit;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.graph.Equation;
import dev.merapi.tensor.graph.Executor;
import dev.merapi.tensor.graph.Graph;
import dev.merapi.tensor.graph.plan.Plan;
import dev.merapi.tensor.graph.plan.Stage;
import dev.merapi.tensor.kernel.GemvKernel;
import java.util.ArrayList;
import java.util.List;

/** Runs a graph by generated code; gives the same bits as the interpreter. */
public final class Compiled implements Executor {
  private final Plan plan;
  private final Emitted emitted;
  private final Memory memory;

  private Compiled(Plan plan, Emitted emitted) {
    this.plan = plan;
    this.emitted = emitted;
    this.memory = memory();
  }

  /** Compiles a graph. */
  public static Compiled of(Graph graph) {
    return of(Plan.of(graph));
  }

  /** Compiles a plan. */
  public static Compiled of(Plan plan) {
    return new Compiled(plan, Emitter.emit(plan));
  }

  /** The same code over the constants of another graph of equal structure. */
  public Compiled withConstants(Graph graph) {
    return new Compiled(new Plan(graph, plan.stages(), plan.arrays()), emitted);
  }

  /** How the graph was cut into stages. */
  public Plan plan() {
    return plan;
  }

  /** The size of the generated class file. */
  public int codeSize() {
    return emitted.bytes();
  }

  private Memory memory() {
    Graph graph = plan.graph();
    double[][] arrays = new double[graph.equations().size()][];
    for (int line = 0; line < arrays.length; line++) {
      int owner = plan.arrays().get(line);
      if (owner >= 0) {
        arrays[line] =
            owner != line
                ? arrays[owner]
                : graph.equations().get(line) instanceof Equation.Constant(Dense value)
                    ? value.rowMajorArray()
                    : new double[graph.equations().get(line).shape().count()];
      }
    }
    List<WholeCall> calls = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Call(int line)
          && graph.equations().get(line) instanceof Equation.Apply apply) {
        List<Shape> shapes =
            apply.inputs().stream().map(input -> graph.equations().get(input).shape()).toList();
        double[][] inputs =
            apply.inputs().stream().map(input -> arrays[input]).toArray(double[][]::new);
        calls.add(new WholeCall(apply.primitive().kernel(shapes), inputs, arrays[line]));
      }
    }
    double[][] tiles = new double[emitted.buffers()][TileEmitter.TILE];
    double[] work = new double[GemvKernel.WORKSPACE];
    return new Memory(
        arrays, new double[emitted.spill()], tiles, new double[emitted.lanes()], work, calls);
  }

  @Override
  public void run(double[][] arguments, double[][] results) {
    List<Equation.Argument> inputs = plan.graph().inputs();
    for (int i = 0; i < arguments.length; i++) {
      double[] array = memory.array(i);
      System.arraycopy(arguments[i], 0, array, 0, inputs.get(i).shape().count());
    }
    emitted.code().run(memory);
    List<Integer> outputs = plan.graph().outputs();
    for (int i = 0; i < results.length; i++) {
      double[] array = memory.array(outputs.get(i));
      System.arraycopy(array, 0, results[i], 0, array.length);
    }
  }

  @Override
  public Compiled fork() {
    return new Compiled(plan, emitted);
  }
}
