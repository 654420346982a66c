package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.base.Layout;
import java.util.List;

/** A function that removes axes by combining the elements along them. */
public non-sealed interface Reduction extends Primitive {

  /** The axes that go. */
  Axes axes();

  /** Combines {@code n} numbers: y[yo] = f(x[xo], …, x[xo + n − 1]). */
  void row(double[] x, int xo, int n, double[] y, int yo);

  /** The loop over contiguous rows of {@code n} numbers each. */
  default Kernel rows(int rows, int n) {
    return (in, out) -> {
      for (int i = 0; i < rows; i++) {
        row(in[0], i * n, n, out, i);
      }
    };
  }

  /**
   * Combines {@code n} rows of {@code width} numbers, column by column: y[yo + j] = f(x[xo + j],
   * x[xo + width + j], …), in the order of the rows.
   */
  void columns(double[] x, int xo, int n, int width, double[] y, int yo);

  @Override
  default Shape shape(List<Shape> inputs) {
    return axes().drop(inputs.getFirst());
  }

  @Override
  default Kernel kernel(List<Shape> inputs) {
    Shape shape = inputs.getFirst();
    List<Integer> axes = axes().fromRight();
    int n = axes().count(shape);
    if (!isBlock(axes)) {
      Layout reordered = Permute.last(axes(), shape.rank()).layout(View.rowMajor(shape)).merged();
      double[] scratch = Primitive.room(shape.count());
      int[] index = new int[reordered.rank()];
      Kernel rows = rows(axes().drop(shape).count(), n);
      double[][] ordered = {scratch};
      return (in, out) -> {
        reordered.copy(in[0], scratch, index);
        rows.run(ordered, out);
      };
    }
    int right = axes.isEmpty() ? 0 : -1 - axes.getLast();
    int width = shape.takeRight(right).count();
    int outer = shape.dropRight(right + axes.size()).count();
    if (width == 1) {
      return rows(outer, n);
    }
    return (in, out) -> {
      for (int i = 0; i < outer; i++) {
        columns(in[0], i * n * width, n, width, out, i * width);
      }
    };
  }

  private static boolean isBlock(List<Integer> axes) {
    return axes.isEmpty() || axes.getLast() - axes.getFirst() == axes.size() - 1;
  }

  @Override
  default int operands() {
    return 1;
  }
}
