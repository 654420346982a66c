package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures a logistic regression of {@value #COLUMNS} columns at row counts from a thousand to a
 * given most, by powers of ten: from rows to the first gradient, nanoseconds a row on one thread
 * and on two (the best of some rounds that take turns, by the clock), and the memory that stays in
 * use beside that of the data. Prints a table and writes a file. Arguments: the file, the most
 * rows.
 */
public final class ScalingTable {
  static final int COLUMNS = 10;
  private static final String LINE = "%10s %12s %14s %14s %10s %14s%n";
  private static final int ROUNDS = 15;
  private static final double ROUND_NANOS = 1e8;

  private ScalingTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException {
    long most = Long.parseLong(arguments[1]);
    System.out.printf(LINE, "rows", "first, ms", "ns a row", "on two", "ratio", "memory ÷ data");
    List<String> rows = new ArrayList<>();
    for (int n = 1000; n <= most; n *= 10) {
      rows.add(row(n));
    }
    Files.writeString(Path.of(arguments[0]), "[" + String.join(",\n ", rows) + "]\n");
  }

  private static String row(int n) {
    long before = inUse();
    Tensor x = Tensor.of(numbers(n), Shape.of(n, COLUMNS));
    Tensor y = Tensor.of(flags(n), Shape.of(n));
    double data = 8.0 * n * (COLUMNS + 1);
    long start = System.nanoTime();
    Potential one =
        Settings.DEFAULT.validation(false).in(() -> LogDensity.of(model(x, y)).potential());
    double[] position = new double[one.dimension()];
    double[] gradient = new double[one.dimension()];
    Arrays.setAll(position, i -> 0.1 * i - 0.3);
    double value = one.logDensityAndGradient(position, gradient);
    double first = (System.nanoTime() - start) / 1e6;
    Potential two = one.fork(2);
    double[] other = new double[gradient.length];
    if (two.logDensityAndGradient(position, other) != value || !Arrays.equals(gradient, other)) {
      throw new IllegalStateException("Two threads gave other bits at " + n + " rows");
    }
    double alone = Double.POSITIVE_INFINITY;
    double shared = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      alone = Math.min(alone, nanos(one, position, gradient) / n);
      shared = Math.min(shared, nanos(two, position, gradient) / n);
    }
    double memory = (inUse() - before) / data;
    System.out.printf(
        Locale.ROOT,
        LINE,
        n,
        "%.0f".formatted(first),
        "%.2f".formatted(alone),
        "%.2f".formatted(shared),
        "%.2f".formatted(alone / shared),
        "%.2f".formatted(memory));
    // The data are alive until their memory has been counted.
    return String.format(
        Locale.ROOT,
        "{\"rows\": %d, \"first_ms\": %.1f, \"ns_per_row\": %.3f, \"ns_per_row_on_two\": %.3f, \"memory_per_data\": %.3f}",
        x.size(0),
        first,
        alone,
        shared,
        memory);
  }

  private static Model<?> model(Tensor x, Tensor y) {
    return let(
        sample("alpha", normal(0, 1)),
        alpha ->
            let(
                sample("beta", normal(0, 1).expand(Shape.of(COLUMNS)).toEvent(1)),
                beta ->
                    plate(
                        "row",
                        y.size(0),
                        _ -> observe("y", bernoulliLogits(x.matmul(beta).plus(alpha)), y))));
  }

  /** Nanoseconds a gradient over at least {@link #ROUND_NANOS}. */
  private static double nanos(Potential potential, double[] position, double[] gradient) {
    long start = System.nanoTime();
    int runs = 0;
    while (System.nanoTime() - start < ROUND_NANOS) {
      double value = potential.logDensityAndGradient(position, gradient);
      if (Double.isNaN(value)) {
        throw new IllegalStateException("The density is no number");
      }
      runs++;
    }
    return (double) (System.nanoTime() - start) / runs;
  }

  /** Bytes that are in use after collections. */
  private static long inUse() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static double[] numbers(int n) {
    SplittableRandom random = new SplittableRandom(1);
    double[] numbers = new double[Math.multiplyExact(n, COLUMNS)];
    Arrays.setAll(numbers, _ -> random.nextDouble(-1, 1));
    return numbers;
  }

  private static double[] flags(int n) {
    SplittableRandom random = new SplittableRandom(2);
    double[] flags = new double[n];
    Arrays.setAll(flags, _ -> random.nextInt(2));
    return flags;
  }
}
