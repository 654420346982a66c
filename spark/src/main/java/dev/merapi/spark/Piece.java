package dev.merapi.spark;

import dev.merapi.tensor.ArgumentException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/** Rows of one block, as far as one partition has them, in the order in which they came. */
final class Piece implements Serializable {
  private static final long serialVersionUID = 1;

  private final int block;
  private final int[] widths;
  private int count;
  private int[] places = new int[64];
  private final double[][] columns;

  Piece(int block, int[] widths) {
    this.block = block;
    this.widths = widths;
    this.columns = new double[widths.length][];
    Arrays.setAll(columns, i -> new double[64 * widths[i]]);
  }

  int block() {
    return block;
  }

  int count() {
    return count;
  }

  /** Makes room for the row at a place of the block; its numbers are set one by one. */
  void add(int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], 2 * count * widths[i]);
      }
    }
    places[count++] = place;
  }

  /** Writes number k of a column of the row that was added last. */
  void set(int column, int k, double number) {
    columns[column][(count - 1) * widths[column] + k] = number;
  }

  /** This with the rows of another piece of the block. */
  Piece plus(Piece other) {
    for (int r = 0; r < other.count; r++) {
      add(other.places[r]);
      for (int c = 0; c < columns.length; c++) {
        int w = widths[c];
        System.arraycopy(other.columns[c], r * w, columns[c], (count - 1) * w, w);
      }
    }
    return this;
  }

  /** The rows in their order; refuses a place that is taken twice, or by none. */
  StoredRows whole(int rows, long first) {
    BitSet taken = new BitSet(rows);
    double[][] ordered = new double[columns.length][];
    Arrays.setAll(ordered, c -> new double[rows * widths[c]]);
    for (int r = 0; r < count; r++) {
      int place = places[r];
      if (taken.get(place)) {
        throw new ArgumentException(
            "Row number %d is there twice; rows are numbered from 0, each number once."
                .formatted(first + place));
      }
      taken.set(place);
      for (int c = 0; c < columns.length; c++) {
        System.arraycopy(columns[c], r * widths[c], ordered[c], place * widths[c], widths[c]);
      }
    }
    if (count != rows) {
      throw new ArgumentException(
          "Row number %d is missing; rows are numbered from 0, each number once."
              .formatted(first + taken.nextClearBit(0)));
    }
    return new StoredRows(block, first, rows, ordered);
  }
}
