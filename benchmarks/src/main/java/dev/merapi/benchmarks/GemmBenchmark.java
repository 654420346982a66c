package dev.merapi.benchmarks;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.matrix.GemmKernel;
import dev.merapi.tensor.internal.matrix.GemmKernel.Update;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Products of square matrices, {@code 2n³} operations, against the plain loop over rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GemmBenchmark {
  @Param({"64", "256", "512", "1024"})
  public int n;

  private double[] a = {};
  private double[] b = {};
  private double[] c = {};
  private double[] work = {};

  @Setup
  public void numbers() {
    a = new double[n * n];
    b = new double[n * n];
    c = new double[n * n];
    Draws.normal(Key.of(1), a, 0, n * n);
    Draws.normal(Key.of(2), b, 0, n * n);
    work = new double[GemmKernel.workspace(n, n, n)];
  }

  @Benchmark
  public double[] kernel() {
    GemmKernel.apply(a, 0, n, false, b, 0, n, false, c, 0, n, n, n, n, Update.SET, work, 0);
    return c;
  }

  /** Row i of C is the sum of rows of B; the inner loop runs along both, which C2 vectorises. */
  @Benchmark
  public double[] plain() {
    Arrays.fill(c, 0);
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < n; p++) {
        double factor = a[i * n + p];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += factor * b[p * n + j];
        }
      }
    }
    return c;
  }
}
