package dev.merapi.spark;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Rows that lie group by group, as one fit after the other.
 *
 * @param packing how a row becomes numbers
 * @param columns the names of the columns of the model
 * @param scalars which of them are numbers, and not vectors
 * @param at where the group stands in a row
 * @param work what is done with a group
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Grouping(Packing packing, List<String> columns, boolean[] scalars, int at, Work work)
    implements FlatMapFunction<Iterator<InternalRow>, FitResult> {
  private static final long serialVersionUID = 1;

  static Grouping of(RowColumns wanted, List<String> names, Work work) {
    boolean[] scalars = new boolean[wanted.columns().size()];
    int i = 0;
    for (RowColumns.Source source : wanted.columns().values()) {
      scalars[i++] = source instanceof RowColumns.Source.One;
    }
    return new Grouping(
        Packing.of(wanted, Integer.MAX_VALUE, new long[0], names),
        List.copyOf(wanted.columns().keySet()),
        scalars,
        names.size(),
        work);
  }

  @Override
  public Iterator<FitResult> call(Iterator<InternalRow> rows) {
    return new Groups(rows);
  }

  private final class Groups implements Iterator<FitResult> {
    private final Iterator<InternalRow> rows;
    private @Nullable InternalRow next;

    Groups(Iterator<InternalRow> rows) {
      this.rows = rows;
      this.next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public FitResult next() {
      InternalRow row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      String name = name(row);
      Piece piece = new Piece(0, packing.widths());
      Packing.Sequence order = packing.new Sequence();
      String fault = "";
      int count = 0;
      while (row != null && name(row).equals(name)) {
        piece.add(count);
        if (fault.isEmpty()) {
          fault = order.next(row);
        }
        if (fault.isEmpty()) {
          fault = packing.fill(piece, row, count);
        }
        count++;
        row = rows.hasNext() ? rows.next() : null;
      }
      next = row;
      return fault.isEmpty()
          ? work.group(name, data(piece.whole(count, 0).columns(), count))
          : FitResult.failed(name, 0, fault);
    }

    private String name(InternalRow row) {
      return row.isNullAt(at) ? "null" : row.getUTF8String(at).toString();
    }

    private Map<String, Tensor> data(double[][] numbers, int rows) {
      Map<String, Tensor> data = new LinkedHashMap<>();
      for (int i = 0; i < numbers.length; i++) {
        Shape shape = scalars[i] ? Shape.of(rows) : Shape.of(rows, packing.widths()[i]);
        data.put(columns.get(i), new Dense(numbers[i], shape));
      }
      return data;
    }
  }
}
