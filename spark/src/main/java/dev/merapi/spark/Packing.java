package dev.merapi.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition as pieces of blocks, packed column by column. What is wrong with a row is
 * kept as a sentence: a task that fails would be tried again in vain.
 *
 * @param rows the number of rows of a block
 * @param widths how many numbers a row has in each column of the model
 * @param arrays whether a column of the model comes from arrays
 * @param keys how many columns rows are sorted by; 0 where the first column is their number
 * @param starts the number of the first row of each partition, where rows are sorted
 * @param names what the columns are called
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Packing(
    int rows, int[] widths, boolean[] arrays, int keys, long[] starts, List<String> names)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<Packing.Packed>> {
  private static final long serialVersionUID = 1;
  private static final long MOST = 1L << 30;

  /** Rows as these columns say. */
  static Packing of(RowColumns wanted, int rows, long[] starts, List<String> names) {
    int[] widths = wanted.widths().stream().mapToInt(Integer::intValue).toArray();
    boolean[] arrays = new boolean[widths.length];
    int at = 0;
    for (RowColumns.Source source : wanted.columns().values()) {
      arrays[at++] = source instanceof RowColumns.Source.Array;
    }
    return new Packing(rows, widths, arrays, keys(wanted), starts, names);
  }

  /** How many columns the rows are sorted by; 0 where a column has their numbers. */
  static int keys(RowColumns wanted) {
    return switch (wanted.order()) {
      case RowColumns.Order.Numbered _ -> 0;
      case RowColumns.Order.Sorted(List<String> by) -> by.size();
    };
  }

  /** A piece of a block, or what is wrong. */
  record Packed(@Nullable Piece piece, String fault) implements Serializable {
    /** Tells a counter how many rows were read. */
    Packed countedBy(LongAccumulator rows) {
      if (piece != null) {
        rows.add(piece.count());
      }
      return this;
    }

    /** The piece, of rows with which nothing is wrong. */
    Piece whole() {
      return Objects.requireNonNull(piece);
    }
  }

  @Override
  public Iterator<Packed> call(Integer partition, Iterator<InternalRow> in) {
    return new Packer(partition, in);
  }

  private final class Packer implements Iterator<Packed> {
    private final Iterator<InternalRow> in;
    private final Map<Integer, Piece> open = new HashMap<>();
    private long next;
    private final Sequence sequence = new Sequence();
    private @Nullable Iterator<Piece> rest;
    private @Nullable Packed ready;

    Packer(int partition, Iterator<InternalRow> in) {
      this.in = in;
      this.next = keys > 0 ? starts[partition] : 0;
    }

    @Override
    public boolean hasNext() {
      if (ready == null) {
        ready = advance();
      }
      return ready != null;
    }

    @Override
    public Packed next() {
      if (!hasNext() || ready == null) {
        throw new NoSuchElementException();
      }
      Packed packed = ready;
      ready = null;
      return packed;
    }

    /** The next full block, then the pieces that stayed open. */
    private @Nullable Packed advance() {
      while (rest == null && in.hasNext()) {
        InternalRow row = in.next();
        long number = keys > 0 ? next++ : number(row);
        String fault = number < 0 ? numbering(row) : keys > 0 ? sequence.next(row) : "";
        if (!fault.isEmpty()) {
          return end(fault);
        }
        if (number / rows > MOST) {
          return end("Row number %d is beyond all numbers of rows.".formatted(number));
        }
        int block = (int) (number / rows);
        Piece piece = open.computeIfAbsent(block, b -> new Piece(b, widths));
        piece.add((int) (number % rows));
        fault = fill(piece, row, number);
        if (!fault.isEmpty()) {
          return end(fault);
        }
        if (piece.count() == rows) {
          open.remove(block);
          return new Packed(piece, "");
        }
      }
      if (rest == null) {
        rest = new ArrayList<>(open.values()).iterator();
      }
      return rest.hasNext() ? new Packed(rest.next(), "") : null;
    }

    private Packed end(String fault) {
      rest = List.<Piece>of().iterator();
      return new Packed(null, fault);
    }

    private long number(InternalRow row) {
      return row.isNullAt(0) ? -1 : row.getLong(0);
    }

    private String numbering(InternalRow row) {
      return row.isNullAt(0)
          ? "Column '%s' numbers the rows, but is null in a row.".formatted(names.getFirst())
          : "Column '%s' numbers the rows from 0, but is %d in a row."
              .formatted(names.getFirst(), row.getLong(0));
    }
  }

  /** Rows one after the other, no two of which may stand at one place. */
  final class Sequence {
    private @Nullable UnsafeRow last;

    /** What is wrong with the place of the next row, or nothing. */
    String next(InternalRow row) {
      if (row.isNullAt(0)) {
        return "Column '%s' orders the rows, but is null in a row.".formatted(names.getFirst());
      }
      UnsafeRow key = keys > 0 ? (UnsafeRow) row.getStruct(0, keys) : number(row.getLong(0));
      if (key.equals(last)) {
        return "Two rows are equal in '%s', so nothing says which is the first. Sort by columns that tell all rows apart."
            .formatted(names.getFirst());
      }
      last = key.copy();
      return "";
    }

    private static UnsafeRow number(long number) {
      UnsafeRow key = new UnsafeRow(1);
      key.pointTo(new byte[16], 16);
      key.setLong(0, number);
      return key;
    }
  }

  /** Writes the numbers of a row into a piece; what is wrong with it, or nothing. */
  String fill(Piece piece, InternalRow row, long number) {
    int at = 1;
    for (int c = 0; c < widths.length; c++) {
      if (arrays[c]) {
        ArrayData array = row.isNullAt(at) ? null : row.getArray(at);
        if (array == null || array.numElements() != widths[c]) {
          return "Column '%s' has %s in row %d, where an array of %d numbers has to be."
              .formatted(
                  names.get(at),
                  array == null ? "null" : "an array of " + array.numElements(),
                  number,
                  widths[c]);
        }
        for (int k = 0; k < widths[c]; k++) {
          if (array.isNullAt(k)) {
            return missing(at, number);
          }
          piece.set(c, k, array.getDouble(k));
        }
        at++;
      } else {
        for (int k = 0; k < widths[c]; k++, at++) {
          if (row.isNullAt(at)) {
            return missing(at, number);
          }
          piece.set(c, k, row.getDouble(at));
        }
      }
    }
    return "";
  }

  private String missing(int at, long number) {
    return "Column '%s' is null in row %d. Leave such rows out, or give them a number that the model knows the meaning of."
        .formatted(names.get(at), number);
  }
}
