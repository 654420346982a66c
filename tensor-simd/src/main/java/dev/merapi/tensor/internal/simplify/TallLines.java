package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.Slice;
import dev.merapi.tensor.internal.op.Sum;
import java.util.Arrays;
import java.util.List;

/** Which lines of a graph are tall, and which of them are to be transposed. */
final class TallLines {
  private static final int FEWEST_ROWS = 32;
  private static final int MOST_COLUMNS = 16;

  /** A change of axes costs as much as about so many lines computed in short rows. */
  private static final int PRICE = 2;

  private final Graph graph;
  private final int[] group;
  private final boolean[] turned;

  TallLines(Graph graph) {
    this.graph = graph;
    int lines = graph.equations().size();
    this.group = new int[lines];
    this.turned = new boolean[lines];
    Arrays.setAll(group, line -> line);
    join();
    choose();
  }

  static boolean isTall(Shape shape) {
    return shape.rank() == 2
        && shape.size(0) >= FEWEST_ROWS
        && 2 <= shape.size(1)
        && shape.size(1) <= MOST_COLUMNS;
  }

  boolean isTurned(int line) {
    return turned[line];
  }

  boolean isAnyTurned() {
    for (boolean one : turned) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  private Shape shape(int line) {
    return graph.equations().get(line).shape();
  }

  /** Whether the transpose of a line can be computed from those of its tall operands. */
  private boolean canTurn(int line) {
    if (!(graph.equations().get(line) instanceof Equation.Apply apply) || !isTall(apply.shape())) {
      return false;
    }
    List<Integer> inputs = apply.inputs();
    return switch (apply.primitive()) {
      case Elementwise _, Expand _ -> inputs.stream().allMatch(input -> shape(input).rank() <= 2);
      case Slice slice -> slice.axis() == -1 && isTall(shape(inputs.getFirst()));
      case Embed embed -> embed.axis() == -1;
      case Concat concat -> concat.axis() == -1;
      case MatMul _ -> inputs.stream().allMatch(input -> shape(input).rank() == 2);
      case Reshape _ -> isScattered(inputs.getFirst());
      default -> false;
    };
  }

  /** Whether a line is numbers at known positions of a flat one. */
  private boolean isScattered(int line) {
    return graph.equations().get(line) instanceof Equation.Apply apply
        && apply.primitive() instanceof ScatterAdd
        && apply.shape().rank() == 1
        && shape(apply.inputs().get(0)).rank() == 1
        && graph.equations().get(apply.inputs().get(1)) instanceof Equation.Constant;
  }

  /** Whether a line reads a tall one transposed as well as upright. */
  private boolean canRead(Equation.Apply apply) {
    return switch (apply.primitive()) {
      case Sum(var axes) -> axes.fromRight().stream().allMatch(axis -> axis >= -2);
      case LogSumExp(var axes) -> axes.fromRight().equals(List.of(-1));
      case Max(var axes) -> axes.fromRight().equals(List.of(-1));
      case Min(var axes) -> axes.fromRight().equals(List.of(-1));
      case Slice slice -> slice.axis() == -1;
      case MatMul _ -> apply.inputs().stream().allMatch(operand -> shape(operand).rank() == 2);
      case Gather _ -> false;
      case Reshape reshape -> reshape.target().rank() == 1 && isReadAtKnownPlaces(apply);
      default -> false;
    };
  }

  /** Whether all that read a flat line read it at known positions. */
  private boolean isReadAtKnownPlaces(Equation.Apply flat) {
    int line = graph.equations().indexOf(flat);
    return !graph.outputs().contains(line)
        && graph.equations().stream()
            .filter(other -> other instanceof Equation.Apply apply && apply.inputs().contains(line))
            .allMatch(other -> isGather((Equation.Apply) other, line));
  }

  private boolean isGather(Equation.Apply apply, int table) {
    return apply.primitive() instanceof Gather
        && apply.inputs().get(0) == table
        && graph.equations().get(apply.inputs().get(1)) instanceof Equation.Constant;
  }

  /** Tall lines of which one is computed from the other belong together. */
  private void join() {
    for (int line = 0; line < group.length; line++) {
      if (canTurn(line) && graph.equations().get(line) instanceof Equation.Apply apply) {
        for (int input : apply.inputs()) {
          if (canTurn(input)) {
            group[root(input)] = root(line);
          }
        }
      }
    }
  }

  private int root(int line) {
    int root = line;
    while (group[root] != root) {
      root = group[root];
    }
    return root;
  }

  /**
   * Weighs what a group that combines short rows computes against the changes of axes at its
   * border.
   */
  private void choose() {
    int[] gains = new int[group.length];
    boolean[] combined = new boolean[group.length];
    boolean[] border = new boolean[group.length];
    for (int line = 0; line < group.length; line++) {
      if (!(graph.equations().get(line) instanceof Equation.Apply apply)) {
        continue;
      }
      boolean own = canTurn(line);
      if (own) {
        gains[root(line)] += isWork(apply.primitive()) ? 1 : 0;
        gains[root(line)] -= own(apply, line);
      }
      for (int input : apply.inputs()) {
        if (canTurn(input)) {
          gains[root(input)] += !own && isWork(apply.primitive()) ? 1 : 0;
          combined[root(input)] |= isAlongRows(apply.primitive());
          border[input] |= !own && !canRead(apply);
        } else if (own
            && isTall(shape(input))
            && !(apply.primitive() instanceof MatMul)
            && !(graph.equations().get(input) instanceof Equation.Constant)
            && !border[input]) {
          border[input] = true;
          gains[root(line)] -= PRICE;
        }
      }
    }
    graph.outputs().forEach(output -> border[output] |= canTurn(output));
    for (int line = 0; line < group.length; line++) {
      gains[root(line)] -= border[line] && canTurn(line) ? PRICE : 0;
    }
    for (int line = 0; line < group.length; line++) {
      turned[line] = canTurn(line) && combined[root(line)] && gains[root(line)] > 0;
    }
  }

  /** A product that cannot be computed transposed is one change of axes more. */
  private int own(Equation.Apply apply, int line) {
    return apply.primitive() instanceof MatMul product && !isCheapProduct(apply, product, line)
        ? PRICE
        : 0;
  }

  private boolean isCheapProduct(Equation.Apply apply, MatMul product, int line) {
    int left = apply.inputs().getFirst();
    return (shape(line).size(1) <= Turned.NARROW && !product.transposeLeft())
        || canTurn(left)
        || (isTall(shape(left)) && graph.equations().get(left) instanceof Equation.Constant);
  }

  /** Without a combination of short rows the lines run as they lie, and nothing is won. */
  private static boolean isAlongRows(Primitive primitive) {
    return primitive instanceof Reduction reduction
        && reduction.axes().fromRight().equals(List.of(-1));
  }

  private static boolean isWork(Primitive primitive) {
    return switch (primitive) {
      case Elementwise _, Sum _, LogSumExp _, Max _, Min _ -> true;
      default -> false;
    };
  }
}
