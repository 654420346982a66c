package dev.merapi.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values, gradients and draws have the bits of one thread, wherever the rows lie. */
class SparkLogDensityLaws {
  private static final int ROWS = 1000;
  private static final double[] POSITION = {0.3, -0.7, 1.1};
  private static final Sampler SHORT =
      Sampler.nuts(new NutsLimits(2, 1000))
          .start(Start.at(0.1, -0.1, 0))
          .chains(1)
          .warmUp(1)
          .draws(2)
          .threads(1);

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  private static double[] at(Potential potential) {
    double[] gradient = new double[3];
    double value = potential.logDensityAndGradient(POSITION, gradient);
    return new double[] {value, gradient[0], gradient[1], gradient[2]};
  }

  private static double[] here() {
    return at(Logistic.model().on(Logistic.columns(ROWS)).potential());
  }

  private static void assertSame(Dataset<Row> frame, RowColumns columns) {
    try (SparkLogDensity density =
        SparkLogDensity.of(Logistic.model(), frame, columns, Transport.aggregate(), 64)) {
      assertEquals(ROWS, density.rows());
      assertArrayEquals(here(), at(density.potential()), density.toString());
    }
  }

  @Test
  void anyPartitionsHaveTheBitsOfOneThread() {
    SparkSession spark = Local.session("local[2]");
    for (int partitions : List.of(1, 2, 7, 64)) {
      assertSame(Logistic.frame(spark, ROWS, partitions), Logistic.COLUMNS);
    }
  }

  @Test
  void theOrderOfTheFrameDoesNotCount() {
    SparkSession spark = Local.session("local[2]");
    Dataset<Row> mixed =
        Logistic.frame(spark, ROWS, 4).repartition(3, functions.expr("id * 7919 % 13"));
    assertSame(mixed, Logistic.COLUMNS);
    assertSame(
        mixed.withColumn("day", functions.expr("floor(id / 10)")),
        RowColumns.sortedBy("day", "id").vector("x", "x0", "x1", "x2").scalar("y"));
    assertSame(
        mixed.withColumn("xs", functions.expr("array(x0, x1, x2)")),
        RowColumns.numberedBy("id").array("x", "xs", 3).scalar("y"));
  }

  /** Partitions without rows, one row, other types of numbers, and names with dots in them. */
  @Test
  void framesOfAllKinds() {
    SparkSession spark = Local.session("local[2]");
    Dataset<Row> frame = Logistic.frame(spark, ROWS, 3);
    assertSame(
        frame.union(frame.filter("id < 0")).repartition(9, functions.col("y")), Logistic.COLUMNS);
    Dataset<Row> dotted =
        frame.selectExpr(
            "cast(id as int) as `row.id`",
            "cast(x0 as double) as `x.0`",
            "x1 as `x``1`",
            "x2",
            "cast(y as decimal(3, 1)) as `the y`");
    assertSame(
        dotted,
        RowColumns.numberedBy("row.id").vector("x", "x.0", "x`1", "x2").scalar("y", "the y"));
    double[] one = at(Logistic.model().on(Logistic.columns(1)).potential());
    for (Transport transport : List.of(Transport.aggregate(), Transport.barrier())) {
      try (SparkLogDensity density =
          SparkLogDensity.of(
              Logistic.model(), Logistic.frame(spark, 1, 5), Logistic.COLUMNS, transport)) {
        assertArrayEquals(one, at(density.potential()), density.toString());
      }
    }
  }

  @Test
  void drawsAreThoseOfOneThread() {
    double[][][] here = Logistic.model().on(Logistic.columns(ROWS)).sample(SHORT, Key.of(1)).rows();
    for (String master : List.of("local[1]", "local[2]")) {
      Local.session("local[2]").stop();
      SparkSession spark = Local.session(master);
      try (SparkLogDensity density =
          SparkLogDensity.of(Logistic.model(), Logistic.frame(spark, ROWS, 3), Logistic.COLUMNS)) {
        assertTrue(Arrays.deepEquals(here, density.sample(SHORT, Key.of(1)).rows()), master);
      }
    }
  }

  /** Sums over rows are what the density is made of; the file has what is told, and no more. */
  @Test
  void eachRowIsToldOf(@TempDir Path folder) {
    SparkSession spark = Local.session("local[2]");
    Posterior posterior = Logistic.model().on(Logistic.columns(ROWS)).sample(SHORT, Key.of(1));
    try (SparkLogDensity one =
            SparkLogDensity.of(Logistic.model(), Logistic.frame(spark, ROWS, 1), Logistic.COLUMNS);
        SparkLogDensity five =
            SparkLogDensity.of(
                Logistic.model(), Logistic.frame(spark, ROWS, 5), Logistic.COLUMNS)) {
      List<Row> told = one.logLikelihood(posterior).sort("row", "draw").collectAsList();
      assertEquals(2 * ROWS, told.size());
      assertEquals(told, five.logLikelihood(posterior).sort("row", "draw").collectAsList());
      double[] y = Logistic.columns(ROWS).getOrDefault("y", Tensor.scalar(0)).toArray();
      Tensor x = Logistic.columns(ROWS).getOrDefault("x", Tensor.scalar(0));
      double[] logit = x.matmul(posterior.get("b").get(1)).toArray();
      for (Row row : told) {
        if (row.getInt(1) == 1) {
          int r = (int) row.getLong(0);
          double expected = -Math.log1p(Math.exp(y[r] == 1 ? -logit[r] : logit[r]));
          assertEquals(expected, row.getDouble(2), 1e-14);
        }
      }
      String file = folder.resolve("drawn").toUri().toString();
      five.predictions(posterior, Key.of(2)).write().parquet(file);
      List<Row> drawn = one.predictions(posterior, Key.of(2)).sort("row", "draw").collectAsList();
      assertEquals(drawn, spark.read().parquet(file).sort("row", "draw").collectAsList());
      double ones = drawn.stream().mapToDouble(row -> row.getDouble(2)).sum();
      assertTrue(ones > 300 && ones < 1700, ones + " ones");
    }
  }
}
