package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Logistic regression with three predictors, which are functions of the number of the row. */
final class Logistic {
  static final RowColumns COLUMNS =
      RowColumns.numberedBy("id").vector("x", "x0", "x1", "x2").scalar("y");

  private Logistic() {}

  static RowModel model() {
    return RowModel.of("rows", Logistic::program).block(64);
  }

  private static Model<?> program(Map<String, Tensor> rows) {
    Tensor x = rows.getOrDefault("x", Tensor.scalar(0));
    Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
    return sample("b", normal(0, 1).expand(Shape.of(3)).toEvent(1))
        .flatMap(b -> plate("rows", y.size(0), _ -> observe("y", bernoulliLogits(x.matmul(b)), y)));
  }

  private static double x(long id, int k) {
    return ((id * 31 + 17 * k) % 101) / 101.0 - 0.5;
  }

  static Map<String, Tensor> columns(int rows) {
    double[] x = new double[3 * rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < 3; k++) {
        x[3 * i + k] = x(i, k);
      }
      y[i] = i * 7 % 3 == 0 ? 1 : 0;
    }
    Map<String, Tensor> columns = new LinkedHashMap<>();
    columns.put("x", Tensor.of(x, Shape.of(rows, 3)));
    columns.put("y", Tensor.of(y));
    return columns;
  }

  static Dataset<Row> frame(SparkSession spark, int rows, int partitions) {
    return spark
        .range(0, rows, 1, partitions)
        .selectExpr(
            "id",
            "(id * 31) % 101 / 101.0D - 0.5D as x0",
            "(id * 31 + 17) % 101 / 101.0D - 0.5D as x1",
            "(id * 31 + 34) % 101 / 101.0D - 0.5D as x2",
            "id * 7 % 3 = 0 as y");
  }
}
