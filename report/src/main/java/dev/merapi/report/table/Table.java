package dev.merapi.report.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table with named columns, read from a CSV file whose first line names them, or from the result
 * of a query. A cell that is empty or {@code NA} is missing, and stays so: it is NaN among numbers,
 * and 0 in {@link #seen}.
 *
 * <p>Every error is a {@link TableException} that names the file, and where it can the line and the
 * column.
 *
 * @param source where the table was read from, for messages
 * @param columns the names of the columns, all different
 * @param rows the rows, each with one cell for each column
 */
public record Table(String source, List<String> columns, List<Row> rows) {
  /** The cells of one row, and the line of the file on which it starts. */
  public record Row(long line, List<String> cells) {
    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** Checks that names differ, and that rows have a cell for each. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new TableException(
            "%s has two columns named '%s': give each column its own name."
                .formatted(source, column));
      }
    }
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new TableException(
            "%s is ragged: line %d has %d cells, but the first line names %d columns."
                .formatted(source, row.line(), row.cells().size(), columns.size()));
      }
    }
    if (rows.isEmpty()) {
      throw new TableException("%s has no rows of data.".formatted(source));
    }
  }

  /**
   * Reads a CSV file in UTF-8.
   *
   * @throws TableException if there is no such file, or if it is no table; says which line and
   *     column
   */
  public static Table read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new TableException("There is no file %s: give the path of a CSV file.".formatted(file));
    }
    try (CsvReader<CsvRecord> reader = reader(file)) {
      List<Row> lines =
          reader.stream()
              .map(line -> new Row(line.getStartingLineNumber(), line.getFields()))
              .toList();
      if (lines.isEmpty()) {
        throw new TableException(
            "%s is empty: its first line must name the columns.".formatted(file));
      }
      return new Table(file.toString(), lines.getFirst().cells(), lines.subList(1, lines.size()));
    } catch (IOException | CsvParseException e) {
      throw new TableException(
          "%s cannot be read as a CSV file: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Takes the rows of a query that are still to come; its columns are named by their labels, NULL
   * is missing, and truth values are 1 and 0. The result set stays open.
   *
   * @param source what to call it in messages
   * @throws TableException if the data base does not give them, or there are none
   */
  public static Table of(String source, ResultSet result) {
    try {
      ResultSetMetaData about = result.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int c = 1; c <= about.getColumnCount(); c++) {
        columns.add(about.getColumnLabel(c));
      }
      List<Row> rows = new ArrayList<>();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int c = 1; c <= columns.size(); c++) {
          cells.add(
              switch (result.getObject(c)) {
                case null -> "";
                case Boolean flag -> flag ? "1" : "0";
                case BigDecimal number -> number.toPlainString();
                case Object value -> value.toString();
              });
        }
        rows.add(new Row(rows.size() + 1L, cells));
      }
      return new Table(source, columns, rows);
    } catch (SQLException e) {
      throw new TableException("%s cannot be read: %s".formatted(source, e.getMessage()), e);
    }
  }

  /** Takes rows of any length: the constructor refuses a ragged one in its own words. */
  private static CsvReader<CsvRecord> reader(Path file) throws IOException {
    return CsvReader.builder()
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(file);
  }

  /** The table without the rows in which one of the named columns is missing. */
  public Table complete(String... names) {
    List<Integer> needed = Stream.of(names).map(this::position).toList();
    List<Row> kept =
        rows.stream()
            .filter(row -> needed.stream().noneMatch(at -> missing(row.cells().get(at))))
            .toList();
    return new Table(source, columns, kept);
  }

  /** The number of rows. */
  public int size() {
    return rows.size();
  }

  /** The named column as texts. */
  public List<String> labels(String column) {
    int at = position(column);
    return rows.stream().map(row -> row.cells().get(at)).toList();
  }

  /**
   * The named column as categories, in the order of their labels; no cell may be missing.
   *
   * @throws TableException if there is no such column, or if a category is missing
   */
  public Categories categories(String column) {
    int at = position(column);
    for (Row row : rows) {
      if (missing(row.cells().get(at))) {
        throw new TableException(
            "%s, line %d, column '%s': the category is missing; leave such rows out by complete(\"%s\")."
                .formatted(source, row.line(), column, column));
      }
    }
    return Categories.of(labels(column));
  }

  /** The named column as a tensor [rows]; NaN where a cell is missing. */
  public Tensor tensor(String column) {
    int at = position(column);
    return Tensor.of(
        rows.stream()
            .mapToDouble(row -> missing(row.cells().get(at)) ? Double.NaN : number(row, at))
            .toArray());
  }

  /**
   * 1 where a cell of the named column is there, and 0 where it is missing: the mask of {@code
   * observe(name, distribution, table.tensor(column), table.seen(column))}, under which missing
   * values become latent.
   */
  public Tensor seen(String column) {
    int at = position(column);
    return Tensor.of(
        rows.stream().mapToDouble(row -> missing(row.cells().get(at)) ? 0 : 1).toArray());
  }

  /** The named column on the scale of its mean and deviation, which are remembered. */
  public Standardised standardised(String column) {
    return Standardised.of(tensor(column));
  }

  /** The named column as finite numbers; no cell may be missing. */
  public double[] numbers(String column) {
    int at = position(column);
    return rows.stream().mapToDouble(row -> number(row, at)).toArray();
  }

  private double number(Row row, int at) {
    String cell = row.cells().get(at);
    try {
      double value = new BigDecimal(cell.strip()).doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Falls through to the sentence below, which is the same for "seven" and for "Infinity".
    }
    throw new TableException(
        "%s, line %d, column '%s': '%s' is not a finite number."
            .formatted(source, row.line(), columns.get(at), cell));
  }

  private int position(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new TableException(
          "%s has no column '%s': its columns are %s."
              .formatted(source, column, String.join(", ", columns)));
    }
    return at;
  }

  private static boolean missing(String cell) {
    return cell.isEmpty() || cell.equals("NA");
  }
}
