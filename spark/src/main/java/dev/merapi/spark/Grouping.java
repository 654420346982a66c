package dev.merapi.spark;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Rows that lie group by group, as one fit after the other.
 *
 * @param form how rows become tensors
 * @param at where the group stands in a row
 * @param column what the column of the group is called
 * @param work what is done with a group
 */
record Grouping(RowBatch.Form form, int at, String column, Work work)
    implements FlatMapFunction<Iterator<InternalRow>, FitResult> {
  private static final long serialVersionUID = 1;

  static Grouping of(RowColumns wanted, List<String> names, String column, Work work) {
    return new Grouping(RowBatch.Form.of(wanted, names), names.size(), column, work);
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
      RowBatch batch = new RowBatch(form);
      int count = 0;
      while (row != null && Objects.equals(name(row), name)) {
        batch.add(row);
        count++;
        row = rows.hasNext() ? rows.next() : null;
      }
      next = row;
      if (name == null) {
        return failed(
            "null",
            "Column '%s' is null in %d rows, so they belong to no group. Give them one, or leave them out."
                .formatted(column, count));
      }
      return batch.fault().isEmpty() ? work.group(name, batch.data()) : failed(name, batch.fault());
    }

    private FitResult failed(String name, String sentence) {
      return work.tally().count(FitResult.failed(name, 0, sentence));
    }

    private @Nullable String name(InternalRow row) {
      return row.isNullAt(at) ? null : row.getUTF8String(at).toString();
    }
  }
}
