package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.base.Stirred;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.plan.Elements.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of a stage as operations on numbers or runs, with exactly the roundings of the
 * primitives' own loops: sums along rows in eight virtual lanes, sums over rows in order.
 */
final class Lowering {
  /** Numbers of sixteen megabytes, several times what a processor's own cache holds. */
  private static final int LARGE = 1 << 21;

  private record Row(int line, int row) {}

  private record Computed(Elementwise primitive, List<Ref> inputs) {
    @Override
    public int hashCode() {
      return Stirred.hash(primitive, inputs);
    }
  }

  private final Graph graph;
  private final Operands operands;
  private final boolean[] stored;
  private final Reductions reductions = new Reductions(this::local);
  private final Map<Row, Ref> results = new HashMap<>();
  private final Map<Computed, Integer> computed = new HashMap<>();
  private List<Operation> operations = new ArrayList<>();
  private int length;
  private int next;

  Lowering(Graph graph, Kinds kinds, boolean[] stored) {
    this.graph = graph;
    this.operands = kinds.operands();
    this.stored = stored;
  }

  /**
   * The operations of one stage: lines computed along runs of the given length, 1 for straight-line
   * code.
   */
  List<Operation> operations(List<Integer> lines, int runLength) {
    results.clear();
    computed.clear();
    operations = new ArrayList<>();
    length = runLength;
    next = 0;
    for (int line : lines) {
      if (graph.equations().get(line) instanceof Equation.Apply apply) {
        lower(line, apply);
      }
    }
    return operations;
  }

  private void lower(int line, Equation.Apply apply) {
    List<Integer> inputs = apply.inputs();
    switch (apply.primitive()) {
      case Elementwise elementwise -> elementwise(line, apply, elementwise);
      case Gather gather -> {
        int size = operands.shape(inputs.get(0)).size(0);
        for (int row = 0; row < apply.shape().count() / length; row++) {
          int id = next++;
          operations.add(new Operation.Load(id, inputs.get(0), size, run(inputs.get(1), row)));
          result(line, row, id);
        }
      }
      case ScatterAdd(int size) -> {
        for (int row = 0; row < operands.shape(inputs.get(0)).count() / length; row++) {
          operations.add(
              new Operation.Scatter(run(inputs.get(0), row), run(inputs.get(1), row), line, size));
        }
      }
      case MatMul _, MatrixFunction _ when length == 1 -> matrices(line, apply);
      case MatMul product -> product(line, apply, product);
      default -> reduction(line, apply);
    }
  }

  private void elementwise(int line, Equation.Apply apply, Elementwise primitive) {
    for (int row = 0; row < apply.shape().count() / length; row++) {
      result(line, row, apply(primitive, refs(operands.elementwise(apply, row, length))));
    }
  }

  /** A function of small matrices, element by element. */
  private void matrices(int line, Equation.Apply apply) {
    List<Ref> elements =
        new SmallMatrices(this::local).elements(apply, this::elements, operands::shape);
    for (int i = 0; i < elements.size(); i++) {
      result(line, i, elements.get(i));
    }
  }

  private List<Ref> elements(int line) {
    List<Ref> elements = new ArrayList<>();
    for (int i = 0; i < operands.shape(line).count(); i++) {
      elements.add(run(line, i));
    }
    return elements;
  }

  private void product(int line, Equation.Apply apply, MatMul product) {
    int matrix = apply.inputs().get(0);
    int columns = operands.shape(matrix).size(1);
    boolean packed =
        graph.equations().get(matrix) instanceof Equation.Constant
            && isPacked(operands.shape(matrix));
    if (product.transposeLeft()) {
      operations.add(
          new Operation.MatVecTransposed(
              matrix, packed, run(apply.inputs().get(1), 0), line, columns));
    } else {
      int id = next++;
      operations.add(new Operation.MatVec(id, matrix, packed, apply.inputs().get(1), columns));
      result(line, 0, id);
    }
  }

  /**
   * Whether a constant matrix is packed for its passes, which keeps a second copy of it. A large
   * one is read as it is: its passes wait for memory, and the rest of the work hides behind that.
   * Rows shorter than eight numbers leave the kernels of unpacked rows no registers to fill.
   */
  private static boolean isPacked(Shape matrix) {
    return matrix.count() < LARGE || matrix.size(1) < Reductions.LANES;
  }

  private void reduction(int line, Equation.Apply apply) {
    Shape input = operands.shape(apply.inputs().getFirst());
    int rows = apply.shape().count() / length;
    if (Kinds.isOneRow(apply, input, length)) {
      for (int row = 0; row < input.count() / length; row++) {
        operations.add(new Operation.Total(run(apply.inputs().getFirst(), row), line, row));
      }
      return;
    }
    int last = ((Reduction) apply.primitive()).axes().fromRight().getLast();
    boolean alongRow = input.takeRight(-1 - last).count() == 1;
    for (int row = 0; row < rows; row++) {
      List<Ref> terms = refs(operands.columns(apply, row, length));
      result(line, row, reductions.of((Reduction) apply.primitive(), terms, alongRow));
    }
  }

  private Ref local(Elementwise primitive, Ref... inputs) {
    return new Ref.Local(apply(primitive, List.of(inputs)));
  }

  /** What was computed before in the stage is not computed again. */
  private int apply(Elementwise primitive, List<Ref> inputs) {
    return computed.computeIfAbsent(
        new Computed(primitive, inputs),
        _ -> {
          operations.add(new Operation.Apply(next, primitive, inputs));
          return next++;
        });
  }

  private void result(int line, int row, int id) {
    result(line, row, new Ref.Local(id));
  }

  private void result(int line, int row, Ref value) {
    results.put(new Row(line, row), value);
    if (stored[line]) {
      operations.add(new Operation.Store(value, line, row * length));
    }
  }

  private Ref run(int line, int row) {
    Source source = operands.resolve(line, row * length, length);
    if (source == null) {
      throw new IllegalStateException(
          "Line %d was planned along runs that cannot be read".formatted(line));
    }
    return ref(source);
  }

  private List<Ref> refs(@Nullable List<Source> sources) {
    if (sources == null) {
      throw new IllegalStateException("A line was planned along runs that cannot be read");
    }
    return sources.stream().map(this::ref).toList();
  }

  /** Where an element or run is found after the operations of the last stage. */
  Ref ref(Source source) {
    if (source.line() < 0) {
      return new Ref.Literal(0);
    }
    if (length == 1 || (source.step() == 1 && source.position() % length == 0)) {
      Ref local = results.get(new Row(source.line(), source.position() / length));
      if (local != null) {
        return local;
      }
    }
    return source.step() == 1
        ? new Ref.Run(source.line(), source.position())
        : new Ref.Element(source.line(), source.position());
  }
}
