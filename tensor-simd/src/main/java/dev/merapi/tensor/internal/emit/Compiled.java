package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.kernel.GemvKernel;
import dev.merapi.tensor.internal.kernel.PackedRows;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a graph by generated code; gives the same bits as the interpreter. */
public final class Compiled implements Executor {
  private final Plan plan;
  private final Emitted emitted;
  private final @Nullable PackedRows[] packed;
  private final Map<Integer, Supplier<Kernel>> kernels;
  private final Memory memory;
  private final double[][] inputs;
  private final double[][] outputs;

  private Compiled(
      Plan plan,
      Emitted emitted,
      @Nullable PackedRows[] packed,
      Map<Integer, Supplier<Kernel>> kernels,
      int threads,
      int least) {
    this.plan = plan;
    this.emitted = emitted;
    this.packed = packed;
    this.kernels = kernels;
    Memory alone = memory();
    this.memory =
        threads > 1 && !emitted.longStages().isEmpty()
            ? alone.shared(threads, least, emitted.buffers())
            : alone;
    Graph graph = plan.graph();
    this.inputs = Arrays.copyOf(memory.arrays(), graph.inputs().size());
    this.outputs = graph.outputs().stream().map(memory::array).toArray(double[][]::new);
  }

  /** Compiles a graph. */
  public static Compiled of(Graph graph) {
    return of(Plan.of(graph));
  }

  /** Compiles a plan. */
  public static Compiled of(Plan plan) {
    return new Compiled(plan, Emitter.emit(plan), packed(plan), kernels(plan), 1, 0);
  }

  /** The same code over the constants of another graph of equal structure. */
  public Compiled withConstants(Graph graph) {
    Plan same = new Plan(graph, plan.stages(), plan.arrays());
    return new Compiled(same, emitted, packed(same), kernels, 1, 0);
  }

  /** How the graph was cut into stages. */
  public Plan plan() {
    return plan;
  }

  /** The size of the generated class file. */
  public int codeSize() {
    return emitted.bytes();
  }

  /** The constant matrices whose rows tile loops use, by line. */
  private static @Nullable PackedRows[] packed(Plan plan) {
    @Nullable PackedRows[] packed = new PackedRows[plan.graph().equations().size()];
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Tiles(_, List<Operation> operations)) {
        for (Operation operation : operations) {
          if (operation instanceof Operation.MatVec product && product.constant()) {
            pack(plan.graph(), product.matrix(), packed);
          } else if (operation instanceof Operation.MatVecTransposed product
              && product.constant()) {
            pack(plan.graph(), product.matrix(), packed);
          }
        }
      }
    }
    return packed;
  }

  private static void pack(Graph graph, int matrix, @Nullable PackedRows[] packed) {
    if (packed[matrix] == null
        && graph.equations().get(matrix) instanceof Equation.Constant(Dense value)) {
      int columns = value.size(1);
      packed[matrix] = PackedRows.of(value.rowMajorArray(), 0, columns, value.size(0), columns);
    }
  }

  /** What runs the whole lines, by line. */
  private static Map<Integer, Supplier<Kernel>> kernels(Plan plan) {
    Map<Integer, Supplier<Kernel>> kernels = new HashMap<>();
    Graph graph = plan.graph();
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Call(int line)
          && graph.equations().get(line) instanceof Equation.Apply apply) {
        List<Shape> shapes =
            apply.inputs().stream().map(input -> graph.equations().get(input).shape()).toList();
        kernels.put(line, apply.primitive().kernels(shapes));
      }
    }
    return kernels;
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
                    : Primitive.room(graph.equations().get(line).shape().count());
      }
    }
    List<WholeCall> calls = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Call(int line)
          && graph.equations().get(line) instanceof Equation.Apply apply) {
        double[][] inputs =
            apply.inputs().stream().map(input -> arrays[input]).toArray(double[][]::new);
        Kernel kernel = Objects.requireNonNull(kernels.get(line)).get();
        calls.add(new WholeCall(kernel, inputs, arrays[line]));
      }
    }
    double[][] tiles = new double[emitted.buffers()][TileEmitter.TILE];
    double[] work = new double[GemvKernel.WORKSPACE];
    return new Memory(
        arrays,
        packed,
        new double[emitted.spill()],
        tiles,
        new double[emitted.lanes()],
        work,
        calls,
        Optional.empty(),
        null);
  }

  @Override
  public double[] argument(int i) {
    return inputs[i];
  }

  @Override
  public double[] result(int i) {
    return outputs[i];
  }

  @Override
  public void run() {
    emitted.code().run(memory);
  }

  @Override
  public Abreast abreast(int width) {
    if (emitted.longStages().isEmpty()) {
      return Executor.super.abreast(width);
    }
    Compiled[] lanes = new Compiled[width];
    Arrays.setAll(lanes, _ -> fork());
    return new Pass(emitted, lanes, Arrays.stream(lanes).map(lane -> lane.memory).toList());
  }

  @Override
  public Compiled fork() {
    return fork(1);
  }

  @Override
  public Compiled fork(int threads) {
    return fork(threads, Team.LEAST);
  }

  /** As {@link #fork(int)}, where stages of so many blocks are worth it. */
  Compiled fork(int threads, int least) {
    return new Compiled(plan, emitted, packed, kernels, threads, least);
  }
}
