package dev.merapi.spark;

import dev.merapi.infer.internal.rows.PartialSums;
import dev.merapi.infer.internal.rows.RowBlock;
import dev.merapi.tensor.internal.graph.Executor;
import java.io.Serializable;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** The rows of a block, and, once they were asked for their density, code for them. */
final class StoredRows implements Serializable {
  private static final long serialVersionUID = 1;

  private final int number;
  private final long first;
  private final int rows;
  private final double[][] columns;
  private transient @Nullable RowBlock block;

  StoredRows(int number, long first, int rows, double[][] columns) {
    this.number = number;
    this.first = first;
    this.rows = rows;
    this.columns = columns;
  }

  int number() {
    return number;
  }

  /** The number of its first row. */
  long first() {
    return first;
  }

  int rows() {
    return rows;
  }

  double[][] columns() {
    return columns;
  }

  /** A hash of all numbers. */
  long print() {
    long hash = number;
    for (double[] column : columns) {
      for (double value : column) {
        hash = 0x9E3779B97F4A7C15L * (hash ^ (hash >>> 29) ^ Double.doubleToLongBits(value));
      }
    }
    return hash;
  }

  /** The sum of all numbers. */
  double added() {
    double sum = 0;
    for (double[] column : columns) {
      for (double value : column) {
        sum += value;
      }
    }
    return sum;
  }

  /**
   * Adds log density and gradient, one behind the other.
   *
   * @param place which of the chosen blocks it is
   * @param position that of the block
   */
  PartialSums add(
      PartialSums sums, int place, double[] position, Shipped shipped, LongAccumulator counter) {
    counter.add(1L);
    return sums.add(place, code(shipped).at(position));
  }

  /** All that the graphs give for this block. */
  Executor outputs(Shipped shipped) {
    shipped.require(this);
    return shipped.graphs().outputs(rows, columns);
  }

  private synchronized RowBlock code(Shipped shipped) {
    RowBlock known = block;
    if (known == null) {
      shipped.require(this);
      known = shipped.graphs().block(number, rows, columns);
      block = known;
    }
    return known;
  }
}
