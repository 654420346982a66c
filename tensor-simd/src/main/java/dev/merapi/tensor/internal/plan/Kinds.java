package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.Sum;
import dev.merapi.tensor.internal.op.View;
import java.util.ArrayList;
import java.util.List;

/** Decides the {@link Kind} of every line, and which lines must lie in an array of their own. */
final class Kinds {
  private final Graph graph;
  private final Unrolling unrolling;
  private final List<Kind> kinds = new ArrayList<>();
  private final boolean[] inArray;
  private final Operands operands;

  Kinds(Graph graph, Unrolling unrolling) {
    this(graph, unrolling, graph.outputs());
  }

  private Kinds(Graph graph, Unrolling unrolling, List<Integer> inArrays) {
    this.graph = graph;
    this.unrolling = unrolling;
    this.inArray = new boolean[graph.equations().size()];
    this.operands = new Operands(graph, line -> kinds.get(line) instanceof Kind.Alias);
    for (int line = 0; line < inArray.length; line++) {
      kinds.add(kind(line));
    }
    inArrays.forEach(output -> inArray[output] = true);
    for (int line = inArray.length - 1; line >= 0; line--) {
      requireArrays(line);
    }
  }

  /** The same for a graph whose outputs need no arrays. */
  static Kinds withoutArrays(Graph graph, Unrolling unrolling) {
    return new Kinds(graph, unrolling, List.of());
  }

  Kind of(int line) {
    return kinds.get(line);
  }

  boolean isInArray(int line) {
    return inArray[line];
  }

  Operands operands() {
    return operands;
  }

  private Kind kind(int line) {
    return switch (graph.equations().get(line)) {
      case Equation.Argument argument -> new Kind.Given();
      case Equation.Constant constant -> new Kind.Given();
      case Equation.Apply apply -> kind(line, apply);
    };
  }

  private Kind kind(int line, Equation.Apply apply) {
    Shape shape = apply.shape();
    boolean small = unrolling.isSmall(shape);
    int length = unrolling.runLength(shape);
    return switch (apply.primitive()) {
      case Reshape reshape -> new Kind.Alias();
      case View view -> rearranged(line, small, length);
      case Concat concat -> rearranged(line, small, length);
      case Embed embed -> rearranged(line, small, length);
      case Elementwise elementwise -> small ? new Kind.Scalar() : alongRuns(apply, length);
      case Sum _, LogSumExp _, Max _, Min _ -> reduced(apply, small);
      case MatMul product -> product(apply, product);
      case MatrixFunction _ -> isNumberByNumber(apply) ? new Kind.Scalar() : new Kind.Whole();
      case Gather gather -> gather(apply, small, length);
      case ScatterAdd scatter -> scatter(apply);
      default -> new Kind.Whole();
    };
  }

  private Kind rearranged(int line, boolean small, int length) {
    kinds.add(new Kind.Alias());
    boolean resolves = small || (length > 0 && operands.areRuns(line, length));
    kinds.removeLast();
    return resolves ? new Kind.Alias() : new Kind.Whole();
  }

  private Kind alongRuns(Equation.Apply apply, int length) {
    return length > 0 && operands.areReadable(apply, length)
        ? new Kind.Tile(length)
        : new Kind.Whole();
  }

  private Kind reduced(Equation.Apply apply, boolean small) {
    Shape input = operands.shape(apply.inputs().getFirst());
    List<Integer> axes = ((Reduction) apply.primitive()).axes().fromRight();
    boolean block = !axes.isEmpty() && axes.getLast() - axes.getFirst() == axes.size() - 1;
    if (!block) {
      return new Kind.Whole();
    }
    if (small && input.count() <= unrolling.terms()) {
      return new Kind.Scalar();
    }
    int length = unrolling.runLength(input);
    if (apply.primitive() instanceof Sum
        && isOneRow(apply, input, length)
        && operands.areNeighbours(apply.inputs().getFirst(), length)) {
      return new Kind.Tile(length);
    }
    return combined(axes, input) <= unrolling.terms()
        ? alongRuns(apply, unrolling.runLength(apply.shape()))
        : new Kind.Whole();
  }

  private static int combined(List<Integer> axes, Shape input) {
    return axes.stream().mapToInt(input::size).reduce(1, (a, b) -> a * b);
  }

  /** Whether a reduction combines exactly one run for each of its elements. */
  static boolean isOneRow(Equation.Apply apply, Shape input, int length) {
    List<Integer> axes = ((Reduction) apply.primitive()).axes().fromRight();
    int last = -1;
    while (-last < input.rank() && input.size(last) == 1) {
      last--;
    }
    return length > 1 && axes.contains(last) && combined(axes, input) == length;
  }

  private Kind product(Equation.Apply apply, MatMul product) {
    if (isNumberByNumber(apply)) {
      return new Kind.Scalar();
    }
    Shape matrix = operands.shape(apply.inputs().get(0));
    Shape vector = operands.shape(apply.inputs().get(1));
    int rows = matrix.size(0);
    boolean plain =
        matrix.rank() == 2
            && vector.rank() == 2
            && vector.size(1) == 1
            && !product.transposeRight()
            && rows > unrolling.elements();
    if (!plain) {
      return new Kind.Whole();
    }
    boolean readable =
        !product.transposeLeft() || operands.areNeighbours(apply.inputs().get(1), rows);
    return readable ? new Kind.Tile(rows) : new Kind.Whole();
  }

  /** A function of small matrices, with as many multiplications as a sum may have terms. */
  private boolean isNumberByNumber(Equation.Apply apply) {
    List<Shape> inputs = apply.inputs().stream().map(operands::shape).toList();
    return unrolling.isSmall(apply.shape())
        && inputs.stream().allMatch(shape -> shape.count() <= unrolling.terms())
        && SmallMatrices.work(apply, inputs) <= unrolling.terms();
  }

  private Kind gather(Equation.Apply apply, boolean small, int length) {
    int positions = apply.inputs().get(1);
    if (operands.shape(apply.inputs().get(0)).rank() != 1) {
      return new Kind.Whole();
    }
    if (small) {
      return new Kind.Scalar();
    }
    return length > 0 && operands.areRuns(positions, length)
        ? new Kind.Tile(length)
        : new Kind.Whole();
  }

  private Kind scatter(Equation.Apply apply) {
    Shape values = operands.shape(apply.inputs().get(0));
    int length = unrolling.runLength(values);
    boolean numbers = apply.shape().rank() == 1 && values.rank() == 1 && length > 0;
    boolean runs =
        numbers && apply.inputs().stream().allMatch(input -> operands.areNeighbours(input, length));
    return runs ? new Kind.Tile(length) : new Kind.Whole();
  }

  /**
   * Asks for arrays where whole ones are read; a rearrangement that must lie in an array is carried
   * out.
   */
  private void requireArrays(int line) {
    if (!(graph.equations().get(line) instanceof Equation.Apply apply)) {
      inArray[line] = true;
      return;
    }
    if (kinds.get(line) instanceof Kind.Alias && inArray[line]) {
      if (!(apply.primitive() instanceof Reshape)) {
        kinds.set(line, new Kind.Whole());
      }
      inArray[apply.inputs().getFirst()] = true;
    }
    switch (kinds.get(line)) {
      case Kind.Whole whole -> apply.inputs().forEach(input -> inArray[input] = true);
      case Kind.Scalar scalar -> requireTables(apply, line);
      case Kind.Tile tile -> requireTables(apply, line);
      case Kind.Given given -> {}
      case Kind.Alias alias -> {}
    }
    inArray[line] |= kinds.get(line) instanceof Kind.Whole;
  }

  private void requireTables(Equation.Apply apply, int line) {
    switch (apply.primitive()) {
      case Gather gather -> inArray[apply.inputs().get(0)] = true;
      case ScatterAdd scatter -> inArray[line] = true;
      case Sum sum -> inArray[line] |= kinds.get(line) instanceof Kind.Tile && isAccumulated(line);
      case MatMul product when kinds.get(line) instanceof Kind.Tile -> {
        inArray[apply.inputs().get(0)] = true;
        inArray[product.transposeLeft() ? line : apply.inputs().get(1)] = true;
      }
      default -> {}
    }
  }

  /** Whether a line is complete only when the loop that computes it has ended. */
  boolean isAccumulated(int line) {
    if (!(kinds.get(line) instanceof Kind.Tile
        && graph.equations().get(line) instanceof Equation.Apply apply)) {
      return false;
    }
    return switch (apply.primitive()) {
      case ScatterAdd scatter -> true;
      case MatMul product -> product.transposeLeft();
      case Sum sum -> {
        Shape input = operands.shape(apply.inputs().getFirst());
        yield isOneRow(apply, input, unrolling.runLength(input));
      }
      default -> false;
    };
  }
}
