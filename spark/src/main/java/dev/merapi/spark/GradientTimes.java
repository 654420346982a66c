package dev.merapi.spark;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a gradient of the logistic regression of {@link LogisticDemo} takes, in several ways, beside
 * a pass over the same numbers that only adds them up: arguments are the number of rows, the
 * master, and how many gradients are timed.
 */
final class GradientTimes {
  private static final int WARM = 3;

  private final int rows;
  private final int count;

  private GradientTimes(int rows, int count) {
    this.rows = rows;
    this.count = count;
  }

  static void main(String... args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    String master = args.length > 1 ? args[1] : "local[2]";
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    System.out.printf("%d rows of %d numbers, %s%n", rows, LogisticDemo.PREDICTORS + 1, master);
    GradientTimes times = new GradientTimes(rows, count);
    SparkSession spark = LogisticDemo.session(master);
    try {
      times.here();
      RowModel model = RowModel.of("rows", LogisticDemo::program);
      for (Transport transport : new Transport[] {Transport.aggregate(), Transport.barrier()}) {
        try (SparkLogDensity density =
            SparkLogDensity.of(
                model, LogisticDemo.frame(spark, rows), LogisticDemo.columns(), transport)) {
          times.told("a job that adds up all numbers", density::added);
          times.told(transport.toString(), gradient(density.potential()));
          times.heap(density.toString());
        }
      }
    } finally {
      spark.stop();
    }
  }

  private void here() {
    Map<String, Tensor> columns = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    double[] x = random.doubles((long) rows * LogisticDemo.PREDICTORS, -1, 1).toArray();
    columns.put("x", Tensor.of(x, Shape.of(rows, LogisticDemo.PREDICTORS)));
    columns.put("y", Tensor.of(random.doubles(rows).map(Math::round).toArray()));
    told("a loop that adds up all numbers", () -> Arrays.stream(x).sum());
    whole(columns);
    told(
        "in blocks, 1 thread",
        gradient(RowModel.of("rows", LogisticDemo::program).on(columns).potential()));
  }

  private void whole(Map<String, Tensor> columns) {
    Potential whole = LogDensity.of(LogisticDemo.program(columns)).potential();
    told("the whole program, 1 thread", gradient(whole));
    told("the whole program, 2 threads", gradient(whole.fork(2)));
  }

  private static DoubleSupplier gradient(Potential potential) {
    double[] gradient = new double[LogisticDemo.PREDICTORS];
    return () -> potential.logDensityAndGradient(new double[LogisticDemo.PREDICTORS], gradient);
  }

  private void told(String what, DoubleSupplier run) {
    double check = 0;
    for (int i = 0; i < WARM; i++) {
      check += run.getAsDouble();
    }
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      check += run.getAsDouble();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    System.out.printf(
        "%-40s median %8.1f ms, least %8.1f ms, %7.1f million rows/s (%.3g)%n",
        what, times[count / 2], times[0], rows / times[count / 2] / 1e3, check);
  }

  private void heap(String what) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "  %s: %d MB of heap in use, %d MB are the numbers%n",
        what,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        ((long) rows * (LogisticDemo.PREDICTORS + 1) * Double.BYTES) >> 20);
  }
}
