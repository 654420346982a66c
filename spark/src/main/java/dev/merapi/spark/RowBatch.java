package dev.merapi.spark;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of one data set, in the order in which they come, as tensors by column. */
final class RowBatch {
  private final Form form;
  private final Piece piece;
  private final Packing.Sequence order;
  private String fault = "";
  private int count;

  RowBatch(Form form) {
    this.form = form;
    this.piece = new Piece(0, form.packing.widths());
    this.order = form.packing.new Sequence();
  }

  /**
   * How rows become tensors.
   *
   * @param packing how a row becomes numbers
   * @param columns the names of the columns of the model
   * @param scalars which of them are numbers, and not vectors
   */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Form(Packing packing, List<String> columns, boolean[] scalars) implements Serializable {
    private static final long serialVersionUID = 1;

    static Form of(RowColumns wanted, List<String> names) {
      boolean[] scalars = new boolean[wanted.columns().size()];
      int i = 0;
      for (RowColumns.Source source : wanted.columns().values()) {
        scalars[i++] = source instanceof RowColumns.Source.One;
      }
      return new Form(
          Packing.of(wanted, Integer.MAX_VALUE, new long[0], names),
          List.copyOf(wanted.columns().keySet()),
          scalars);
    }

    /** Some rows of a table, in this order, by the names of their columns. */
    Map<String, Tensor> take(double[][] numbers, int... chosen) {
      double[][] taken = new double[numbers.length][];
      for (int c = 0; c < numbers.length; c++) {
        int w = packing.widths()[c];
        taken[c] = new double[chosen.length * w];
        for (int r = 0; r < chosen.length; r++) {
          System.arraycopy(numbers[c], chosen[r] * w, taken[c], r * w, w);
        }
      }
      return data(taken, chosen.length);
    }

    /** A table by the names of its columns. */
    Map<String, Tensor> data(double[][] numbers, int rows) {
      Map<String, Tensor> data = new LinkedHashMap<>();
      for (int i = 0; i < numbers.length; i++) {
        Shape shape = scalars[i] ? Shape.of(rows) : Shape.of(rows, packing.widths()[i]);
        data.put(columns.get(i), new Dense(numbers[i], shape));
      }
      return data;
    }
  }

  /** All rows as one table, or what is wrong with them. */
  record Read(StoredRows rows, String fault) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** All rows that are left. */
  static Read all(Form form, Iterator<InternalRow> rows) {
    RowBatch batch = new RowBatch(form);
    rows.forEachRemaining(batch::add);
    return new Read(batch.whole(), batch.fault);
  }

  /** Another row; after a fault it is looked at no more. */
  void add(InternalRow row) {
    if (fault.isEmpty()) {
      piece.add(count);
      fault = order.next(row);
    }
    if (fault.isEmpty()) {
      fault = form.packing.fill(piece, row, count);
      count++;
    }
  }

  /** What is wrong with a row, or nothing. */
  String fault() {
    return fault;
  }

  private StoredRows whole() {
    return fault.isEmpty()
        ? piece.whole(count, 0)
        : new StoredRows(0, 0, 0, new double[form.packing.widths().length][0]);
  }

  Map<String, Tensor> data() {
    return form.data(whole().columns(), count);
  }
}
