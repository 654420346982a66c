package dev.merapi.spark;

import dev.merapi.infer.internal.rows.RowBlock;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The rows of a block, and, once they were asked for their density, code for them. */
final class StoredRows implements Serializable {
  private static final long serialVersionUID = 1;

  private final int number;
  private final int rows;
  private final double[][] columns;
  private transient @Nullable RowBlock block;

  StoredRows(int number, int rows, double[][] columns) {
    this.number = number;
    this.rows = rows;
    this.columns = columns;
  }

  int number() {
    return number;
  }

  int rows() {
    return rows;
  }

  double[][] columns() {
    return columns;
  }

  /** Log density and gradient, one behind the other. */
  double[] at(double[] position, ShippedGraphs graphs) {
    return code(graphs).at(position);
  }

  private synchronized RowBlock code(ShippedGraphs graphs) {
    RowBlock known = block;
    if (known == null) {
      known = graphs.block(number, rows, columns);
      block = known;
    }
    return known;
  }
}
