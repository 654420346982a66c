package dev.merapi.spark;

import dev.merapi.tensor.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a model wants of a DataFrame, checked by name and type: first what the rows are
 * ordered by, then the numbers as doubles.
 */
record Reading(Dataset<Row> frame, List<String> names) {
  /** What the column of the group is called. */
  static final String GROUP = "g";

  /** The columns, and last the one that says which group a row belongs to, as text. */
  static Reading of(Dataset<Row> frame, RowColumns wanted, Optional<String> group) {
    StructType schema = frame.schema();
    List<Column> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    switch (wanted.order()) {
      case RowColumns.Order.Numbered(String column) -> {
        DataType type = type(schema, column);
        if (!(type instanceof IntegralType)) {
          throw wrong(column, "whole numbers, which number the rows", type);
        }
        columns.add(frame.col(quoted(column)).cast(DataTypes.LongType));
        names.add(column);
      }
      case RowColumns.Order.Sorted(List<String> sorted) -> {
        if (sorted.isEmpty()) {
          throw new ArgumentException(
              "Rows are ordered by at least one column: name one that tells all rows apart.");
        }
        sorted.forEach(column -> type(schema, column));
        columns.add(
            functions.struct(
                sorted.stream().map(c -> frame.col(quoted(c))).toArray(Column[]::new)));
        names.add(String.join(", ", sorted));
      }
    }
    if (wanted.columns().isEmpty()) {
      throw new ArgumentException("A model of rows has at least one column, but none is named.");
    }
    for (Map.Entry<String, RowColumns.Source> entry : wanted.columns().entrySet()) {
      switch (entry.getValue()) {
        case RowColumns.Source.One(String column) -> number(frame, column, columns, names);
        case RowColumns.Source.Several(List<String> several) ->
            several.forEach(column -> number(frame, column, columns, names));
        case RowColumns.Source.Array(String column, _) -> {
          DataType type = type(schema, column);
          if (!(type instanceof ArrayType array && isNumber(array.elementType()))) {
            throw wrong(column, "arrays of numbers", type);
          }
          columns.add(
              frame.col(quoted(column)).cast(DataTypes.createArrayType(DataTypes.DoubleType)));
          names.add(column);
        }
      }
    }
    List<Column> aliased = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      aliased.add(columns.get(i).alias("c" + i));
    }
    group.ifPresent(
        column -> {
          var _ = type(schema, column);
          aliased.add(frame.col(quoted(column)).cast(DataTypes.StringType).alias(GROUP));
        });
    return new Reading(frame.select(aliased.toArray(Column[]::new)), names);
  }

  private static void number(
      Dataset<Row> frame, String column, List<Column> columns, List<String> names) {
    DataType type = type(frame.schema(), column);
    if (!isNumber(type)) {
      throw wrong(column, "numbers", type);
    }
    columns.add(frame.col(quoted(column)).cast(DataTypes.DoubleType));
    names.add(column);
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  private static DataType type(StructType schema, String column) {
    List<String> known = List.of(schema.fieldNames());
    if (!known.contains(column)) {
      throw new ArgumentException(
          "The DataFrame has no column '%s'; it has %s.".formatted(column, known));
    }
    long times = known.stream().filter(column::equals).count();
    if (times > 1) {
      throw new ArgumentException(
          "The DataFrame has %d columns '%s', and nothing says which is meant. Rename one of them."
              .formatted(times, column));
    }
    return schema.apply(column).dataType();
  }

  private static ArgumentException wrong(String column, String wanted, DataType type) {
    return new ArgumentException(
        "Column '%s' has to hold %s, but its type is %s. Cast it, or name another column."
            .formatted(column, wanted, type.simpleString()));
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }
}
