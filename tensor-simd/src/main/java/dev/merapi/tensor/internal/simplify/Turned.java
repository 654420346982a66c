package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.Slice;
import dev.merapi.tensor.internal.op.Sum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transposes of lines from those of their operands, and what is read from transposes. */
final class Turned {
  /** Products with at most so many columns are written transposed by a kernel of their own. */
  static final int NARROW = 8;

  private final LongAxisLast pass;

  Turned(LongAxisLast pass) {
    this.pass = pass;
  }

  /** [n, k] as [k, n]. */
  Tensor line(Equation.Apply apply) {
    int first = apply.inputs().getFirst();
    int n = apply.shape().size(0);
    int k = apply.shape().size(1);
    return switch (apply.primitive()) {
      case Expand _ -> operand(first).expand(Shape.of(k, n));
      case Slice(int _, int start, int size, int step) ->
          new Slice(-2, start, size, step).on(pass.turned(first));
      case Embed(int _, int start, int step, int total) ->
          new Embed(-2, start, step, total).on(columns(first));
      case Concat _ ->
          new Concat(-2).on(apply.inputs().stream().map(this::columns).toArray(Tensor[]::new));
      case MatMul product -> product(apply, product);
      case Reshape _ -> scattered(first, n, k);
      default ->
          apply.primitive().on(apply.inputs().stream().map(this::operand).toArray(Tensor[]::new));
    };
  }

  /** An operand that broadcasts to [n, k], so that it broadcasts to [k, n]. */
  private Tensor operand(int line) {
    Shape shape = pass.shape(line);
    if (TallLines.isTall(shape)) {
      return pass.turned(line);
    }
    if (shape.rank() == 2) {
      return pass.upright(line).reshape(shape.size(1), shape.size(0));
    }
    return shape.rank() == 1 ? pass.upright(line).reshape(shape.size(0), 1) : pass.upright(line);
  }

  private Tensor columns(int line) {
    Shape shape = pass.shape(line);
    return shape.size(1) == 1 ? pass.upright(line).reshape(1, shape.size(0)) : pass.turned(line);
  }

  private Tensor scattered(int line, int n, int k) {
    Equation.Apply scatter = (Equation.Apply) pass.equation(line);
    Dense positions = ((Equation.Constant) pass.equation(scatter.inputs().get(1))).value();
    return new ScatterAdd(n * k)
        .on(pass.upright(scatter.inputs().get(0)), LongAxisLast.cells(positions, n, k))
        .reshape(k, n);
  }

  /** (op(A) · op(B))ᵀ = op(B)ᵀ · op(A)ᵀ. */
  private Tensor product(Equation.Apply apply, MatMul product) {
    int a = apply.inputs().get(0);
    int b = apply.inputs().get(1);
    boolean constant =
        TallLines.isTall(pass.shape(a)) && pass.equation(a) instanceof Equation.Constant;
    boolean narrow = apply.shape().size(1) <= NARROW && !product.transposeLeft();
    if (!pass.isTurned(a) && !narrow && !constant) {
      return upright(apply, product).transpose();
    }
    boolean flip = pass.isTurned(a) || !narrow;
    Tensor left = pass.isTurned(b) ? pass.turned(b) : pass.upright(b);
    Tensor right = flip ? pass.turned(a) : pass.upright(a);
    return new MatMul(product.transposeRight() == pass.isTurned(b), product.transposeLeft() == flip)
        .on(left, right);
  }

  /** A product from transposed operands, itself as it was. */
  private Tensor upright(Equation.Apply apply, MatMul product) {
    int a = apply.inputs().get(0);
    int b = apply.inputs().get(1);
    return new MatMul(
            product.transposeLeft() != pass.isTurned(a),
            product.transposeRight() != pass.isTurned(b))
        .on(
            pass.isTurned(a) ? pass.turned(a) : pass.upright(a),
            pass.isTurned(b) ? pass.turned(b) : pass.upright(b));
  }

  /** A line that is not transposed, from a transposed one; null where it reads none. */
  @Nullable Tensor reader(Equation.Apply apply) {
    int first = apply.inputs().getFirst();
    if (apply.primitive() instanceof MatMul product
        && apply.inputs().stream().anyMatch(pass::isTurned)
        && apply.inputs().stream().allMatch(input -> pass.shape(input).rank() == 2)) {
      return upright(apply, product);
    }
    if (apply.primitive() instanceof Gather gather && isFlat(first)) {
      return gathered(gather, apply, first);
    }
    if (!pass.isTurned(first)) {
      return null;
    }
    Tensor turned = pass.turned(first);
    return switch (apply.primitive()) {
      case Sum(Axes axes) when axes.fromRight().stream().allMatch(axis -> axis >= -2) ->
          new Sum(exchanged(axes)).on(turned);
      case LogSumExp(Axes axes) when isLast(axes) -> new LogSumExp(exchanged(axes)).on(turned);
      case Max(Axes axes) when isLast(axes) -> new Max(exchanged(axes)).on(turned);
      case Min(Axes axes) when isLast(axes) -> new Min(exchanged(axes)).on(turned);
      case Slice(int axis, int start, int size, int step) when axis == -1 && size == 1 ->
          new Slice(-2, start, size, step).on(turned).reshape(apply.shape());
      default -> null;
    };
  }

  private static boolean isLast(Axes axes) {
    return axes.fromRight().equals(List.of(-1));
  }

  private static Axes exchanged(Axes axes) {
    return new Axes(axes.fromRight().stream().map(axis -> -3 - axis).sorted().toList());
  }

  private boolean isFlat(int line) {
    return pass.equation(line) instanceof Equation.Apply apply
        && apply.primitive() instanceof Reshape
        && apply.shape().rank() == 1
        && pass.isTurned(apply.inputs().getFirst());
  }

  private @Nullable Tensor gathered(Gather gather, Equation.Apply apply, int flat) {
    if (!(pass.equation(apply.inputs().get(1)) instanceof Equation.Constant(Dense positions))) {
      return null;
    }
    int line = ((Equation.Apply) pass.equation(flat)).inputs().getFirst();
    Shape shape = pass.shape(line);
    return gather.on(
        pass.turned(line).reshape(-1), LongAxisLast.cells(positions, shape.size(0), shape.size(1)));
  }
}
