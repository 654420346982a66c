package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * A running combination along one axis, of the same shape as its inputs: cumulative sums and their
 * kin, linear recurrences, and sorting.
 */
public non-sealed interface Running extends Primitive {

  /** The axis to run along, counted from the right. */
  int axis();

  /**
   * Runs along one line: the elements start, start + step, …, start + (n − 1) · step of each input
   * and of the output.
   */
  void line(double[][] inputs, int start, int n, int step, double[] output);

  @Override
  default Shape shape(List<Shape> inputs) {
    Shape first = inputs.getFirst();
    var _ = first.axis(axis());
    for (Shape shape : inputs) {
      if (!shape.equals(first)) {
        throw new ShapeException(
            "%s wants operands of one shape, but they have shapes %s and %s"
                .formatted(name(), first, shape));
      }
    }
    return first;
  }

  @Override
  default Kernel kernel(List<Shape> inputs) {
    Shape shape = shape(inputs);
    int n = shape.size(axis());
    int width = shape.takeRight(-1 - axis()).count();
    int outer = shape.dropRight(-axis()).count();
    return (in, out) -> {
      for (int i = 0; i < outer; i++) {
        for (int j = 0; j < width; j++) {
          line(in, i * n * width + j, n, width, out);
        }
      }
    };
  }

  /**
   * The elements one position later along an axis, {@code first} before them; the last one goes.
   */
  static Tensor delayed(Tensor x, int axis, double first) {
    int n = x.size(axis);
    if (n == 0) {
      return x;
    }
    Tensor head = Tensor.full(x.shape().with(axis, 1), first);
    return Tensor.concat(axis, head, x.slice(axis, 0, n - 1));
  }

  /**
   * The elements one position earlier along an axis, {@code last} after them; the first one goes.
   */
  static Tensor advanced(Tensor x, int axis, double last) {
    return delayed(x.flip(axis), axis, last).flip(axis);
  }
}
