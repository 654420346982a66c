package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Layout;
import java.util.List;

/**
 * The {@code size} elements start, start + step, … along an axis, counted from the right; a
 * negative step goes backwards. Its adjoint is {@link Embed}.
 */
public record Slice(int axis, int start, int size, int step) implements View {
  @Override
  public Layout layout(Layout input) {
    Shape whole = View.shape(input);
    int available = whole.size(axis);
    long last = start + (size - 1L) * step;
    boolean outside =
        start < 0 || start >= available || last < 0 || last >= available || (step == 0 && size > 1);
    if (size < 0 || (size > 0 && outside)) {
      throw new ShapeException(
          "Elements %d to %d in steps of %d are out of range at axis %d of shape %s, which has indices 0 to %d"
              .formatted(start, last, step, axis, whole, available - 1));
    }
    int[] strides = input.strides();
    int position = whole.axis(axis);
    int offset = size == 0 ? input.offset() : input.offset() + start * strides[position];
    strides[position] *= step;
    return Layout.of(offset, strides, whole.with(axis, size).toArray());
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return new Embed(axis, start, step, inputs.getFirst().size(axis)).on(adjoint);
  }
}
