package dev.merapi.spark;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Logistic regression of ten million rows with twenty predictors that are made on the fly:
 * arguments are the number of rows, and the master. A fit of the first rows says where the chain
 * begins, and with which metric.
 */
final class LogisticDemo {
  static final int PREDICTORS = 20;
  private static final int PILOT = 20_000;

  private LogisticDemo() {}

  static void main(String... args) {
    String count = args.length > 0 ? args[0] : "10000000";
    String master = args.length > 1 ? args[1] : "local[2]";
    if (!count.matches("[1-9][0-9]{0,9}")) {
      System.err.printf(
          "The number of rows must be a whole number from 1 to 9999999999, but is %s.%n", count);
      System.exit(2);
    }
    long rows = Long.parseLong(count);
    SparkSession spark = session(master);
    RowModel model = RowModel.of("rows", LogisticDemo::program);
    Dataset<Row> frame = frame(spark, rows);
    try (SparkLogDensity density =
        SparkLogDensity.of(model, frame, columns(), Transport.barrier())) {
      System.out.println(density);
      Posterior first =
          model
              .on(here(frame.filter("id < " + PILOT)))
              .sample(Sampler.nuts().chains(1).warmUp(200).draws(200), Key.of(1));
      System.out.printf("a gradient: %.0f ms%n", gradient(density.potential()) / 1e6);
      Sampler sampler = sampler(first, Math.min(1, (double) PILOT / rows));
      long start = System.nanoTime();
      System.out.println(density.sample(sampler, Key.of(2)));
      System.out.printf("sampled in %.0f s%n", (System.nanoTime() - start) / 1e9);
    } finally {
      spark.stop();
    }
  }

  static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("merapi")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate();
  }

  static Model<?> program(Map<String, Tensor> rows) {
    Tensor x = rows.getOrDefault("x", Tensor.scalar(0));
    Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
    return sample("b", normal(0, 1).expand(Shape.of(PREDICTORS)).toEvent(1))
        .flatMap(b -> plate("rows", y.size(0), _ -> observe("y", bernoulliLogits(x.matmul(b)), y)));
  }

  /** Rows that are few enough to be brought here. */
  private static Map<String, Tensor> here(Dataset<Row> frame) {
    List<Row> rows = frame.sort("id").collectAsList();
    double[] x = new double[rows.size() * PREDICTORS];
    double[] y = new double[rows.size()];
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < PREDICTORS; k++) {
        x[i * PREDICTORS + k] = rows.get(i).getDouble(k + 1);
      }
      y[i] = rows.get(i).getBoolean(PREDICTORS + 1) ? 1 : 0;
    }
    Map<String, Tensor> columns = new LinkedHashMap<>();
    columns.put("x", Tensor.of(x, Shape.of(y.length, PREDICTORS)));
    columns.put("y", Tensor.of(y));
    return columns;
  }

  static RowColumns columns() {
    return RowColumns.numberedBy("id")
        .vector("x", IntStream.range(0, PREDICTORS).mapToObj(k -> "x" + k).toArray(String[]::new))
        .scalar("y");
  }

  /** Uniform predictors by a hash of row and column, and answers by another. */
  static Dataset<Row> frame(SparkSession spark, long rows) {
    List<String> x = new ArrayList<>(List.of("id"));
    List<String> terms = new ArrayList<>();
    for (int k = 0; k < PREDICTORS; k++) {
      x.add("(xxhash64(id, %d) & 1048575) / 524288.0D - 1.0D as x%d".formatted(k, k));
      terms.add("%sD * x%d".formatted((k % 5 - 2) * 0.25, k));
    }
    String logit = String.join(" + ", terms);
    String uniform = "((xxhash64(id, -1) & 1048575) + 0.5D) / 1048576.0D";
    return spark
        .range(0, rows, 1, 16)
        .selectExpr(x.toArray(String[]::new))
        .selectExpr("*", "%s < 1.0D / (1.0D + exp(-(%s))) as y".formatted(uniform, logit));
  }

  /**
   * A chain that begins at the mean of the pilot, with its variances, as much smaller as it was.
   */
  private static Sampler sampler(Posterior pilot, double share) {
    double[][] draws = pilot.rows()[0];
    double[] variance = new double[PREDICTORS];
    double[] mean = new double[PREDICTORS];
    for (int k = 0; k < PREDICTORS; k++) {
      for (double[] draw : draws) {
        mean[k] += draw[k] / draws.length;
      }
      for (double[] draw : draws) {
        variance[k] += share * (draw[k] - mean[k]) * (draw[k] - mean[k]) / draws.length;
      }
    }
    return Sampler.nuts(Metric.diagonal(variance))
        .start(Start.at(mean))
        .chains(1)
        .warmUp(20)
        .draws(40);
  }

  private static long gradient(Potential potential) {
    double[] gradient = new double[PREDICTORS];
    var _ = potential.logDensityAndGradient(new double[PREDICTORS], gradient);
    long start = System.nanoTime();
    var _ = potential.logDensityAndGradient(new double[PREDICTORS], gradient);
    return System.nanoTime() - start;
  }
}
