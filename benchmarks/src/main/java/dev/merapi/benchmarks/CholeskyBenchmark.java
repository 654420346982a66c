package dev.merapi.benchmarks;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.matrix.CholeskyKernel;
import dev.merapi.tensor.internal.matrix.CholeskyReverseKernel;
import dev.merapi.tensor.internal.matrix.SyrkKernel;
import dev.merapi.tensor.internal.random.Draws;
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

/** Cholesky factors, {@code n³/3} operations, and their reverse rule, against the plain loops. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CholeskyBenchmark {
  @Param({"10", "50", "100", "500"})
  public int n;

  private double[] a = {};
  private double[] l = {};
  private double[] adjoint = {};
  private double[] bar = {};
  private double[] work = {};

  @Setup
  public void numbers() {
    double[] x = new double[n * n];
    Draws.normal(Key.of(1), x, 0, n * n);
    a = new double[n * n];
    SyrkKernel.apply(x, 0, n, false, a, 0, n, n, new double[SyrkKernel.workspace(n, n)]);
    for (int i = 0; i < n; i++) {
      a[i * n + i] += n;
    }
    l = new double[n * n];
    adjoint = new double[n * n];
    bar = new double[n * n];
    Draws.normal(Key.of(2), adjoint, 0, n * n);
    work = new double[Math.max(CholeskyKernel.workspace(n), CholeskyReverseKernel.workspace(n))];
    factor();
  }

  private int factor() {
    return CholeskyKernel.apply(a, 0, l, 0, n, work);
  }

  @Benchmark
  public int kernel() {
    return factor();
  }

  @Benchmark
  public double[] reverse() {
    System.arraycopy(adjoint, 0, bar, 0, n * n);
    CholeskyReverseKernel.apply(l, 0, bar, 0, n, work);
    return bar;
  }

  @Benchmark
  public double[] plain() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = a[i * n + j];
        for (int k = 0; k < j; k++) {
          s -= l[i * n + k] * l[j * n + k];
        }
        l[i * n + j] = i == j ? Math.sqrt(s) : s / l[j * n + j];
      }
    }
    return l;
  }
}
