package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Zeros of size {@code total} along an axis, counted from the right, with the input at positions
 * start, start + step, …: the adjoint of {@link Slice}, and padding.
 */
public record Embed(int axis, int start, int step, int total) implements Assembly {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = inputs.getFirst();
    Shape shape = input.with(axis, total);
    var _ = slice(input).layout(View.rowMajor(shape));
    return shape;
  }

  private Slice slice(Shape input) {
    return new Slice(axis, start, input.size(axis), step);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape input = inputs.getFirst();
    int width = input.takeRight(-1 - axis).count();
    int n = input.size(axis);
    int outer = input.dropRight(-axis).count();
    return (in, out) -> {
      Arrays.fill(out, 0);
      for (int i = 0; i < outer; i++) {
        for (int k = 0; k < n; k++) {
          System.arraycopy(
              in[0], (i * n + k) * width, out, (i * total + start + k * step) * width, width);
        }
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return slice(inputs.getFirst().shape()).on(adjoint);
  }
}
