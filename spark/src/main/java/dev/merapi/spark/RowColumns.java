package dev.merapi.spark;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a DataFrame are which columns of a model, and which row is row 0, 1, 2 and so
 * on: a DataFrame by itself has no order, and the bits of a sum depend on it.
 *
 * @param order what numbers the rows
 * @param columns the columns of the DataFrame that make up each column of the model: one of
 *     numbers, shape [rows]; one of arrays, shape [rows, size]; or several of numbers, shape [rows,
 *     how many]
 */
public record RowColumns(Order order, Map<String, Source> columns) {
  /** Copies the map, in its order. */
  public RowColumns {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** What numbers the rows. */
  public sealed interface Order {
    /**
     * A column of whole numbers, 0 to N − 1, each once: nothing has to be sorted.
     *
     * @param column its name
     */
    record Numbered(String column) implements Order {}

    /**
     * The order of some columns, in which no two rows are equal.
     *
     * @param columns the first decides, then the second
     */
    record Sorted(List<String> columns) implements Order {
      /** Copies the list. */
      public Sorted {
        columns = List.copyOf(columns);
      }
    }
  }

  /** Where the numbers of a column come from. */
  public sealed interface Source {
    /**
     * A column of numbers.
     *
     * @param column its name in the DataFrame
     */
    record One(String column) implements Source {}

    /**
     * Several columns of numbers, side by side.
     *
     * @param columns their names in the DataFrame
     */
    record Several(List<String> columns) implements Source {
      /** Copies the list. */
      public Several {
        columns = List.copyOf(columns);
      }
    }

    /**
     * A column of arrays of one size.
     *
     * @param column its name in the DataFrame
     * @param size how many numbers each row has
     */
    record Array(String column, int size) implements Source {}
  }

  /** Rows that are numbered by a column, from 0. */
  public static RowColumns numberedBy(String column) {
    return new RowColumns(new Order.Numbered(column), Map.of());
  }

  /** Rows in the order of some columns. */
  public static RowColumns sortedBy(String... columns) {
    return new RowColumns(new Order.Sorted(List.of(columns)), Map.of());
  }

  /** With a column of numbers, shape [rows], under its own name. */
  public RowColumns scalar(String column) {
    return scalar(column, column);
  }

  /** With a column of numbers, shape [rows]. */
  public RowColumns scalar(String name, String column) {
    return with(name, new Source.One(column));
  }

  /** With several columns of numbers, shape [rows, how many]. */
  public RowColumns vector(String name, String... from) {
    return with(name, new Source.Several(List.of(from)));
  }

  /** With a column of arrays, shape [rows, size]. */
  public RowColumns array(String name, String column, int size) {
    return with(name, new Source.Array(column, size));
  }

  private RowColumns with(String name, Source source) {
    if (width(source) < 1) {
      throw new ArgumentException(
          "Column '%s' of the model is made of %d numbers in each row, but has at least one."
              .formatted(name, width(source)));
    }
    Map<String, Source> more = new LinkedHashMap<>(columns);
    if (more.put(name, source) != null) {
      throw new ArgumentException("Column '%s' of the model is named twice.".formatted(name));
    }
    return new RowColumns(order, more);
  }

  /** How many numbers a row has in each column. */
  List<Integer> widths() {
    return columns.values().stream().map(RowColumns::width).toList();
  }

  /** Numbers of rows as the columns of the model. */
  Map<String, Tensor> tensors(double[][] numbers) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    columns.forEach(
        (name, source) -> {
          double[] own = numbers[tensors.size()];
          int width = width(source);
          int rows = own.length / width;
          boolean scalar = source instanceof Source.One;
          tensors.put(name, new Dense(own, scalar ? Shape.of(rows) : Shape.of(rows, width)));
        });
    return tensors;
  }

  private static int width(Source source) {
    return switch (source) {
      case Source.One _ -> 1;
      case Source.Several(List<String> several) -> several.size();
      case Source.Array(_, int size) -> size;
    };
  }
}
