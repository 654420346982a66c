package dev.merapi.effects.internal;

import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Shape;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A trace as a table of shapes, aligned at the bar between batch and event dims: first the
 * parameters, then for each site the rows of its distribution, its value and its log-probability.
 */
final class ShapeTable {
  private static final String BAR = "|";

  private final List<Row> rows = new ArrayList<>();

  private record Row(String label, Vector<String> left, Vector<String> right) {}

  private final boolean densities;

  private ShapeTable(boolean densities) {
    this.densities = densities;
  }

  /** The table, rows separated by newlines, each padded to the full width. */
  static String of(Trace trace) {
    return table(trace, true);
  }

  /** The table without log-probabilities: for a run that failed, perhaps because of one. */
  static String shapes(Trace trace) {
    return table(trace, false);
  }

  private static String table(Trace trace, boolean densities) {
    ShapeTable table = new ShapeTable(densities);
    table.title("Trace Shapes:");
    table.title("Param Sites:");
    trace
        .parameters()
        .forEach(entry -> table.row(entry.name(), entry.value().shape(), Shape.SCALAR, false));
    table.title("Sample Sites:");
    trace.sites().forEach(table::site);
    return table.text();
  }

  private void title(String text) {
    rows.add(new Row(text, Vector.empty(), Vector.empty()));
  }

  private void site(Entry.Sampled entry) {
    Site site = entry.site();
    boolean indices = site.isIndexSet();
    Shape event = indices ? Shape.SCALAR : site.distribution().eventShape();
    Shape value = entry.value().shape();
    int batchRank = Math.max(0, value.rank() - event.rank());
    row(site.name() + " dist", site.distribution().batchShape(), event, true);
    row("value", value.takeLeft(batchRank), value.dropLeft(batchRank), true);
    if (densities) {
      row("log_prob", entry.logProb().shape(), Shape.SCALAR, true);
    }
  }

  /** The bar stands in the column where a parameter, which has none, has its last size. */
  private void row(String label, Shape left, Shape right, boolean bar) {
    Vector<String> batch = sizes(left);
    rows.add(new Row(label, bar ? batch.append(BAR) : batch, sizes(right)));
  }

  private static Vector<String> sizes(Shape shape) {
    return Vector.ofAll(shape.toArray()).map(String::valueOf);
  }

  /** Every column as wide as its widest cell, cells on the right of their column. */
  private String text() {
    int left = width(row -> row.left().size());
    int right = width(row -> row.right().size());
    Vector<Vector<String>> cells =
        Vector.ofAll(rows)
            .map(
                row ->
                    Vector.of(row.label())
                        .appendAll(Vector.fill(left - row.left().size(), ""))
                        .appendAll(row.left())
                        .appendAll(row.right())
                        .appendAll(Vector.fill(right - row.right().size(), "")));
    Vector<Integer> widths =
        Vector.range(0, 1 + left + right)
            .map(column -> cells.map(line -> line.get(column).length()).max().get());
    return cells
        .map(line -> line.zipWith(widths, ShapeTable::aligned).mkString(" "))
        .mkString("\n");
  }

  private int width(ToIntFunction<Row> size) {
    return rows.stream().mapToInt(size).max().orElse(0);
  }

  private static String aligned(String cell, int width) {
    return " ".repeat(width - cell.length()) + cell;
  }
}
