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
  /** Shorter blocks are not worth a call each. */
  private static final int SHORT = 16;

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
    int block = step == 1 ? n * width : width;
    int blocks = step == 1 ? outer : n;
    int groups = step == 1 ? 1 : outer;
    int distance = step == 1 ? total * width : step * width;
    return (in, out) -> {
      Arrays.fill(out, 0);
      for (int i = 0; i < groups; i++) {
        int to = (i * total + start) * width;
        place(in[0], i * n * width, out, to, blocks, block, distance);
      }
    };
  }

  /** Blocks that lie one after the other, to places at a distance; short ones column by column. */
  private static void place(
      double[] in, int from, double[] out, int to, int blocks, int length, int distance) {
    if (length < Math.min(SHORT, blocks)) {
      for (int j = 0; j < length; j++) {
        for (int k = 0; k < blocks; k++) {
          out[to + k * distance + j] = in[from + k * length + j];
        }
      }
    } else {
      for (int k = 0; k < blocks; k++) {
        System.arraycopy(in, from + k * length, out, to + k * distance, length);
      }
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return slice(inputs.getFirst().shape()).on(adjoint);
  }

  @Override
  public int operands() {
    return 1;
  }
}
