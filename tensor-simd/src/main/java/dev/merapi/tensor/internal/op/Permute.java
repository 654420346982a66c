package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reorders the axes: axis k of the result is axis {@code order[k]} of the input, both from the
 * left. Its adjoint is the inverse order.
 */
public record Permute(List<Integer> order) implements View {
  public Permute {
    order = List.copyOf(order);
  }

  /** The order that keeps all other axes in place and moves the given ones to the right. */
  static Permute last(Axes axes, int rank) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!axes.contains(i - rank)) {
        order.add(i);
      }
    }
    axes.fromRight().forEach(axis -> order.add(axis + rank));
    return new Permute(order);
  }

  /** The order that undoes this one. */
  Permute inverse() {
    return new Permute(IntStream.range(0, order.size()).map(order::indexOf).boxed().toList());
  }

  /** Whether every axis stays where it is. */
  public boolean isIdentity() {
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  /** Whether the elements of a tensor keep their order, since only axes of size 1 move. */
  public boolean keepsElements(Shape shape) {
    int last = -1;
    for (int axis : order) {
      if (shape.size(axis) != 1) {
        if (axis < last) {
          return false;
        }
        last = axis;
      }
    }
    return true;
  }

  @Override
  public Layout layout(Layout input) {
    int rank = input.rank();
    if (order.size() != rank || order.stream().distinct().count() != rank) {
      throw new ShapeException(
          "The order %s does not name each of the %d axes of %s once"
              .formatted(order, rank, View.shape(input)));
    }
    int[] strides = new int[rank];
    int[] sizes = new int[rank];
    for (int k = 0; k < rank; k++) {
      strides[k] = input.stride(order.get(k));
      sizes[k] = input.size(order.get(k));
    }
    return Layout.of(input.offset(), strides, sizes);
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return inverse().on(adjoint);
  }
}
