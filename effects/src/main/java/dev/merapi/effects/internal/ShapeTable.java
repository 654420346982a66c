package dev.merapi.effects.internal;

import dev.merapi.tensor.Shape;
import io.vavr.collection.Vector;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Shapes as a table, aligned at the bar between batch and event dims: first the parameters, then
 * for each site the rows of its distribution, its value and its log-probability.
 */
public record ShapeTable(Vector<Row> parameters, Vector<Row> sites) {
  /** Nothing but the titles. */
  public static final ShapeTable EMPTY = new ShapeTable(Vector.empty(), Vector.empty());

  private static final String BAR = "|";

  /** A label, the cells left of the bar with the bar, and the cells right of it. */
  public record Row(String label, Vector<String> left, Vector<String> right) {
    /** The bar stands in the column where a parameter, which has none, has its last size. */
    static Row of(String label, Shape left, Shape right) {
      return new Row(label, sizes(left).append(BAR), sizes(right));
    }

    private static Vector<String> sizes(Shape shape) {
      return Vector.ofAll(shape.toArray()).map(String::valueOf);
    }
  }

  /** With a parameter after the others. */
  public ShapeTable parameter(String name, Shape value) {
    Row row = new Row(name, Row.sizes(value), Vector.empty());
    return new ShapeTable(parameters.append(row), sites);
  }

  /** With a site after the others; {@code logProb} is left out where it could not be had. */
  public ShapeTable site(
      String name, Shape batch, Shape event, Shape value, Optional<Shape> logProb) {
    int batchRank = Math.max(0, value.rank() - event.rank());
    Vector<Row> rows =
        sites
            .append(Row.of(name + " dist", batch, event))
            .append(Row.of("value", value.takeLeft(batchRank), value.dropLeft(batchRank)));
    return new ShapeTable(
        parameters,
        logProb.map(shape -> rows.append(Row.of("log_prob", shape, Shape.SCALAR))).orElse(rows));
  }

  /**
   * The table, every column as wide as its widest cell and cells on the right of their column; rows
   * separated by newlines, each padded to the full width.
   */
  public String text() {
    Vector<Row> rows =
        Vector.of(title("Trace Shapes:"), title("Param Sites:"))
            .appendAll(parameters)
            .append(title("Sample Sites:"))
            .appendAll(sites);
    int left = width(rows, row -> row.left().size());
    int right = width(rows, row -> row.right().size());
    Vector<Vector<String>> cells =
        rows.map(
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

  private static Row title(String text) {
    return new Row(text, Vector.empty(), Vector.empty());
  }

  private static int width(Vector<Row> rows, ToIntFunction<Row> size) {
    return rows.toJavaStream().mapToInt(size).max().orElse(0);
  }

  private static String aligned(String cell, int width) {
    return " ".repeat(width - cell.length()) + cell;
  }
}
