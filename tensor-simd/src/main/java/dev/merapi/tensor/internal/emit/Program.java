package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.matrix.GemvKernel;
import dev.merapi.tensor.internal.matrix.PackedRows;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all executors of a graph have in common, made once: the generated code, and the constants in
 * the form in which it reads them. Nothing here is written again, so many threads may use it.
 *
 * @param plan the graph, cut into stages
 * @param emitted the code, which depends on the structure of the graph alone
 * @param packed the constant matrices that are packed for tile loops, by line
 * @param positions the constant positions that loops read, in the order of the code
 * @param kernels what runs the whole lines, by line
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Program(
    Plan plan,
    Emitted emitted,
    Map<Integer, PackedRows> packed,
    int[][] positions,
    Map<Integer, Supplier<Kernel>> kernels) {

  /** Generates the code of a plan. */
  static Program of(Plan plan) {
    Emitted emitted = Emitter.emit(plan);
    int[][] positions = positions(plan.graph(), emitted);
    return new Program(plan, emitted, packed(plan), positions, kernels(plan));
  }

  /** The same code over the constants of a graph of equal structure; of its own, it is this one. */
  @SuppressWarnings("ReferenceEquality")
  Program over(Graph graph) {
    if (graph == plan.graph()) {
      return this;
    }
    Plan same = new Plan(graph, plan.stages(), plan.arrays());
    return new Program(same, emitted, packed(same), positions(graph, emitted), kernels);
  }

  private static int[][] positions(Graph graph, Emitted emitted) {
    return emitted.positions().stream()
        .map(
            each -> {
              if (graph.equations().get(each.line()) instanceof Equation.Constant(Dense value)) {
                return each.of(value.rowMajorArray());
              }
              throw new IllegalStateException(each + " are no constant");
            })
        .toArray(int[][]::new);
  }

  private static Map<Integer, PackedRows> packed(Plan plan) {
    Map<Integer, PackedRows> packed = new HashMap<>();
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Tiles(_, List<Operation> operations)) {
        for (Operation operation : operations) {
          if (operation instanceof Operation.MatVec product && product.packed()) {
            pack(plan.graph(), product.matrix(), packed);
          } else if (operation instanceof Operation.MatVecTransposed product && product.packed()) {
            pack(plan.graph(), product.matrix(), packed);
          }
        }
      }
    }
    return packed;
  }

  private static void pack(Graph graph, int matrix, Map<Integer, PackedRows> packed) {
    if (!packed.containsKey(matrix)
        && graph.equations().get(matrix) instanceof Equation.Constant(Dense value)) {
      int columns = value.size(1);
      packed.put(matrix, PackedRows.of(value.rowMajorArray(), 0, columns, value.size(0), columns));
    }
  }

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

  /** The arrays of one executor. */
  Memory memory() {
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
    @Nullable PackedRows[] matrices = new PackedRows[arrays.length];
    packed.forEach((line, matrix) -> matrices[line] = matrix);
    return new Memory(
        arrays,
        matrices,
        positions,
        new double[emitted.spill()],
        tiles,
        new double[emitted.lanes()],
        work,
        calls,
        Optional.empty(),
        null);
  }
}
