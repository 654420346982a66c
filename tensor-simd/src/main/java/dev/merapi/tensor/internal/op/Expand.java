package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Layout;
import java.util.List;

/**
 * Repeats axes of size 1, and new axes on the left, to a larger shape. Its adjoint sums over the
 * repeats.
 */
public record Expand(Shape target) implements View {
  @Override
  public Layout layout(Layout input) {
    Shape shape = View.shape(input);
    if (!shape.broadcastsTo(target)) {
      throw new ShapeException(
          "Shape %s cannot be expanded to %s: each axis from the right must have size 1 or the target's size"
              .formatted(shape, target));
    }
    int[] strides = new int[target.rank()];
    for (int i = 1; i <= shape.rank(); i++) {
      strides[target.rank() - i] = shape.size(-i) == 1 ? 0 : input.stride(shape.rank() - i);
    }
    return Layout.of(input.offset(), strides, target.toArray());
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return adjoint.sumTo(inputs.getFirst().shape());
  }
}
