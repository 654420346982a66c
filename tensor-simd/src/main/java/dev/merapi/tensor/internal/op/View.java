package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.base.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same elements in another arrangement: some of them, in another order, or repeated. On dense
 * tensors it copies nothing.
 */
public non-sealed interface View extends Primitive {

  /**
   * The arrangement of the result over the input's array, or null where no strides can express it
   * and a copy is needed.
   */
  @Nullable Layout layout(Layout input);

  @Override
  default Shape shape(List<Shape> inputs) {
    return shape(rowMajorLayout(inputs));
  }

  @Override
  default Kernel kernel(List<Shape> inputs) {
    Layout layout = rowMajorLayout(inputs).merged();
    int[] index = new int[layout.rank()];
    return (in, out) -> layout.copy(in[0], out, index);
  }

  @Override
  default Dense evaluate(List<Dense> inputs) {
    Dense input = inputs.getFirst();
    Layout layout = layout(Layout.of(input.offset(), input.strides(), input.shape().toArray()));
    return layout == null
        ? new Dense(input.toArray(), shape(List.of(input.shape())))
        : input.view(layout.offset(), layout.strides(), shape(layout));
  }

  /** Row-major order of a shape. */
  static Layout rowMajor(Shape shape) {
    return Layout.rowMajor(shape.toArray());
  }

  /** The shape of what is laid out. */
  static Shape shape(Layout layout) {
    return Shape.of(layout.sizes());
  }

  private Layout rowMajorLayout(List<Shape> inputs) {
    Layout layout = layout(rowMajor(inputs.getFirst()));
    if (layout == null) {
      throw new IllegalStateException(
          "Every view of a row-major array has strides, but " + name() + " found none");
    }
    return layout;
  }

  @Override
  default int operands() {
    return 1;
  }
}
