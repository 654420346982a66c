package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * How operands of different shapes run through one output: {@code outer} rows of {@code inner}
 * elements, in each of which every operand is either a contiguous run (stride 1) or one repeated
 * number (stride 0). Neighbouring axes with the same pattern are merged, so equal shapes give one
 * row, and rows are mostly counted along a single axis.
 */
final class Broadcast {
  /** A row of so many numbers takes about as long as the call for it. */
  private static final int SHORT = 64;

  /** The same where an operand has to be written out anew for every row. */
  private static final int VERY_SHORT = 6;

  private final int outer;
  private final int inner;
  private final int[] strides;

  /** How far an operand moves from row to row, where rows lie along one axis. */
  private final int[] steps;

  /** Where each operand begins in each row, where rows lie along several axes; else empty. */
  private final int[][] offsets;

  private Broadcast(int outer, int inner, int[] strides, int[] steps, int[][] offsets) {
    this.outer = outer;
    this.inner = inner;
    this.strides = strides;
    this.steps = steps;
    this.offsets = offsets;
  }

  static Broadcast of(Shape output, List<Shape> operands) {
    int axes = innerAxes(output, operands);
    int inner = output.takeRight(axes).count();
    Shape rows = output.dropRight(axes);
    int outer = rows.count();
    boolean single = isOneAxis(output, operands, axes);
    int[] strides = new int[operands.size()];
    int[] steps = new int[operands.size()];
    int[][] offsets = new int[single ? 0 : operands.size()][];
    for (int k = 0; k < strides.length; k++) {
      Shape operand = operands.get(k);
      strides[k] = covers(output, operand, 1, axes) ? 1 : 0;
      if (single) {
        boolean varies = covers(output, operand, axes + 1, output.rank());
        steps[k] = varies ? operand.takeRight(Math.min(axes, operand.rank())).count() : 0;
      } else {
        offsets[k] = offsets(rows, operand, axes);
      }
    }
    return new Broadcast(outer, inner, strides, steps, offsets);
  }

  /**
   * The longest run of axes on the right over which no operand changes between varying and
   * repeated.
   */
  private static int innerAxes(Shape output, List<Shape> operands) {
    int axes = output.rank();
    for (Shape operand : operands) {
      axes = Math.min(axes, run(output, operand, 1));
    }
    return axes;
  }

  /** Whether no operand changes between varying and repeated over the axes left of the inner. */
  private static boolean isOneAxis(Shape output, List<Shape> operands, int inner) {
    for (Shape operand : operands) {
      if (run(output, operand, inner + 1) != output.rank()) {
        return false;
      }
    }
    return true;
  }

  /** The last axis, counted from the right, of the run that begins at {@code from}. */
  private static int run(Shape output, Shape operand, int from) {
    int first = from;
    while (first <= output.rank() && output.sizeOr1(first) == 1) {
      first++;
    }
    if (first > output.rank()) {
      return output.rank();
    }
    boolean varies = operand.sizeOr1(first) != 1;
    int run = first;
    while (run < output.rank()
        && (output.sizeOr1(run + 1) == 1 || (operand.sizeOr1(run + 1) != 1) == varies)) {
      run++;
    }
    return run;
  }

  /** Whether an operand varies over axes {@code from … to}, along which it has one pattern. */
  private static boolean covers(Shape output, Shape operand, int from, int to) {
    for (int i = from; i <= to; i++) {
      if (output.sizeOr1(i) != 1) {
        return operand.sizeOr1(i) != 1;
      }
    }
    return true;
  }

  private static int[] offsets(Shape rows, Shape operand, int axes) {
    int[] offsets = new int[rows.count()];
    int block = Math.min(1, offsets.length);
    int stride = operand.takeRight(Math.min(axes, operand.rank())).count();
    for (int i = 1; i <= rows.rank(); i++) {
      int step = operand.sizeOr1(axes + i) == 1 ? 0 : stride;
      int filled = block;
      for (int index = 1; index < rows.sizeOr1(i); index++) {
        for (int row = 0; row < block && filled < offsets.length; row++) {
          offsets[filled++] = offsets[row] + index * step;
        }
      }
      block = filled;
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
    return offsets.length == 0 ? row * steps[k] : offsets[k][row];
  }

  /** Whether operand {@code k} is the same in all rows. */
  boolean isSame(int k) {
    return offsets.length == 0 ? steps[k] == 0 : Arrays.stream(offsets[k]).allMatch(o -> o == 0);
  }

  /** Whether the rows of operand {@code k} lie one after the other. */
  boolean isDense(int k) {
    return strides[k] == 1 && offsets.length == 0 && steps[k] == inner;
  }

  /** Whether the rows are so short that a call for each costs more than what it computes. */
  boolean isShort() {
    int most = SHORT;
    for (int k = 0; k < strides.length; k++) {
      most = isSame(k) || isDense(k) ? most : VERY_SHORT;
    }
    return 0 < inner && inner <= most && outer > 1;
  }
}
