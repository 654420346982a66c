package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Diagonal;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.Slice;
import dev.merapi.tensor.internal.op.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Other arrangements of the same elements. */
final class ViewRules {
  private ViewRules() {}

  static Rule of(View view, List<Shape> shapes) {
    return switch (view) {
      case Expand(Shape target) -> new Repeated(target);
      case Permute(List<Integer> order) -> new Reordered(order);
      case Slice slice -> new Cut(slice);
      case Diagonal diagonal -> new OnDiagonal(diagonal);
      case Reshape(Shape target) -> new ReshapeRule(Regrouping.of(shapes.getFirst(), target));
      default -> new WorldByWorld(view);
    };
  }

  /** Repeats cost nothing: the axis stays of size 1 in what is stored. */
  private record Repeated(Shape target) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      return OptionalInt.of(axis);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      return operands.getFirst().along(order, target.rank());
    }
  }

  /** Axes in another order. */
  private record Reordered(List<Integer> axes) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      return OptionalInt.of(axes.indexOf(axis + axes.size()) - axes.size());
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      int h = order.size();
      List<Integer> all = new ArrayList<>(IntStream.range(0, h).boxed().toList());
      axes.forEach(axis -> all.add(axis + h));
      return new Permute(all).on(operands.getFirst().along(order, axes.size()));
    }
  }

  /** Some positions of one axis: the others stay apart. */
  private record Cut(Slice slice) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      return axis == slice.axis() ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      Mapped x = operands.getFirst();
      Tensor stored = x.along(order, x.rank());
      boolean repeated = x.stored().size(slice.axis()) == 1 && x.shape().size(slice.axis()) != 1;
      return repeated && slice.size() > 0 ? stored : slice.on(stored);
    }
  }

  /** The diagonals of matrices: the axes to their left stay apart. */
  private record OnDiagonal(Diagonal diagonal) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      return axis >= -2 ? OptionalInt.empty() : OptionalInt.of(axis + 1);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      Mapped x = operands.getFirst();
      return diagonal.on(x.full(List.of(-1, -2)).along(order, x.rank()));
    }
  }
}
