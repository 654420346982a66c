package dev.merapi.tensor.op;

import dev.merapi.tensor.Shape;
import java.util.List;

/**
 * How operands of different shapes run through one output: {@code outer} rows of {@code inner}
 * elements, in each of which every operand is either a contiguous run (stride 1) or one repeated
 * number (stride 0). Neighbouring axes with the same pattern are merged, so equal shapes give one
 * row.
 */
final class Broadcast {
  private final int outer;
  private final int inner;
  private final int[] strides;
  private final int[][] offsets;

  private Broadcast(int outer, int inner, int[] strides, int[][] offsets) {
    this.outer = outer;
    this.inner = inner;
    this.strides = strides;
    this.offsets = offsets;
  }

  static Broadcast of(Shape output, List<Shape> operands) {
    int axes = innerAxes(output, operands);
    int inner = output.takeRight(axes).count();
    Shape rows = output.dropRight(axes);
    int outer = rows.count();
    int[] strides = new int[operands.size()];
    int[][] offsets = new int[operands.size()][];
    for (int k = 0; k < strides.length; k++) {
      Shape operand = operands.get(k);
      strides[k] = covers(output, operand, axes) ? 1 : 0;
      offsets[k] = offsets(rows, operand, axes);
    }
    return new Broadcast(outer, inner, strides, offsets);
  }

  /**
   * The longest run of axes on the right over which no operand changes between varying and
   * repeated.
   */
  private static int innerAxes(Shape output, List<Shape> operands) {
    int axes = output.rank();
    for (Shape operand : operands) {
      int first = firstRealAxis(output);
      int run = first - 1;
      if (first <= output.rank()) {
        boolean varies = operand.sizeOr1(first) != 1;
        run = first;
        while (run < output.rank()
            && (output.sizeOr1(run + 1) == 1 || (operand.sizeOr1(run + 1) != 1) == varies)) {
          run++;
        }
      }
      axes = Math.min(axes, run);
    }
    return axes;
  }

  private static int firstRealAxis(Shape output) {
    int axis = 1;
    while (axis <= output.rank() && output.sizeOr1(axis) == 1) {
      axis++;
    }
    return axis;
  }

  private static boolean covers(Shape output, Shape operand, int axes) {
    for (int i = 1; i <= axes; i++) {
      if (output.sizeOr1(i) != 1) {
        return operand.sizeOr1(i) != 1;
      }
    }
    return true;
  }

  private static int[] offsets(Shape rows, Shape operand, int axes) {
    int[] offsets = new int[rows.count()];
    int block = 1;
    int stride = operand.takeRight(Math.min(axes, operand.rank())).count();
    for (int i = 1; i <= rows.rank(); i++) {
      int size = rows.sizeOr1(i);
      int step = operand.sizeOr1(axes + i) == 1 ? 0 : stride;
      for (int row = block; row < Math.min(block * size, offsets.length); row++) {
        offsets[row] = offsets[row % block] + (row / block) * step;
      }
      block *= size;
      stride *= operand.sizeOr1(axes + i);
    }
    return offsets;
  }

  int outer() {
    return outer;
  }

  int inner() {
    return inner;
  }

  /** 1 where operand {@code k} varies within a row, 0 where it is repeated. */
  int stride(int k) {
    return strides[k];
  }

  /** Where operand {@code k} begins in the given row. */
  int offset(int k, int row) {
    return offsets[k][row];
  }
}
