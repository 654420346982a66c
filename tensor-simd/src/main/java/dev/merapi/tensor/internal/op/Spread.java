package dev.merapi.tensor.internal.op;

/**
 * One operand of a broadcast over short rows, written out for some rows at a time, so that a loop
 * runs over a thousand elements at once and not over three. An operand that lies in memory as it is
 * wanted is read where it is; one number for all rows stays one number. An instance owns the memory
 * it writes to.
 */
final class Spread {
  private static final int ELEMENTS = 1024;

  private final Broadcast plan;
  private final int operand;
  private final boolean number;
  private final boolean dense;
  private final boolean same;
  private final double[] written;

  Spread(Broadcast plan, int operand) {
    this.plan = plan;
    this.operand = operand;
    this.same = plan.isSame(operand);
    this.number = same && plan.stride(operand) == 0;
    this.dense = plan.isDense(operand);
    this.written = number || dense ? new double[0] : new double[rows(plan) * plan.inner()];
  }

  /** The number of rows at a time. */
  static int rows(Broadcast plan) {
    return Math.min(plan.outer(), Math.max(1, ELEMENTS / plan.inner()));
  }

  /** The array that holds rows {@code from … from + rows − 1}; the first call is for row 0. */
  double[] array(double[] values, int from, int rows) {
    if (number || dense) {
      return values;
    }
    if (!same) {
      write(values, from, rows);
    } else if (from == 0) {
      repeat(values, rows);
    }
    return written;
  }

  /** Column by column, which C2 unrolls; row by row it would enter a loop of three for each. */
  private void write(double[] values, int from, int rows) {
    int inner = plan.inner();
    int stride = plan.stride(operand);
    for (int j = 0; j < inner; j++) {
      for (int row = 0; row < rows; row++) {
        written[row * inner + j] = values[plan.offset(operand, from + row) + j * stride];
      }
    }
  }

  private void repeat(double[] values, int rows) {
    int n = rows * plan.inner();
    System.arraycopy(values, 0, written, 0, plan.inner());
    for (int done = plan.inner(); done < n; done += done) {
      System.arraycopy(written, 0, written, done, Math.min(done, n - done));
    }
  }

  /** Where row {@code from} begins in that array. */
  int offset(int from) {
    return dense ? from * plan.inner() : 0;
  }

  /** 0 where the operand is one number for all rows, else 1. */
  int step() {
    return number ? 0 : 1;
  }
}
