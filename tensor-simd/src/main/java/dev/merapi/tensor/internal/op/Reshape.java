package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements in row-major order, with another shape of the same count. Its adjoint is the reshape
 * back.
 */
public record Reshape(Shape target) implements View {
  @Override
  public @Nullable Layout layout(Layout input) {
    if (input.count() != target.count()) {
      throw new ShapeException(
          "A tensor of shape %s has %d elements and cannot be reshaped to %s, which has %d"
              .formatted(View.shape(input), input.count(), target, target.count()));
    }
    if (!input.isContiguous()) {
      return null;
    }
    return Layout.rowMajor(target.toArray()).from(input.offset());
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var _ = layout(View.rowMajor(inputs.getFirst()));
    return target;
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return adjoint.reshape(inputs.getFirst().shape());
  }
}
