package dev.merapi.benchmarks;

import dev.merapi.tensor.internal.kernel.ArithmeticKernel;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LgammaKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;
import dev.merapi.tensor.internal.kernel.LogSumExpKernel;
import dev.merapi.tensor.internal.kernel.SumKernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Kernels on one array, each beside the loop a Java programmer would write ({@code plain...}). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VectorBenchmark {
  @Param({"8", "64", "1000", "100000", "1000000"})
  public int n;

  private double[] x = {};
  private double[] y = {};
  private double[] z = {};

  /** Numbers in (0, 8), an irrational step apart. */
  @Setup
  public void fill() {
    x = new double[n];
    y = new double[n];
    z = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 0.001 + (i * 4.944271909999159) % 7.99;
      y[i] = 1.0 / x[i];
    }
  }

  @Benchmark
  public double[] exp() {
    ExpKernel.apply(x, 0, z, 0, n);
    return z;
  }

  @Benchmark
  public double[] plainExp() {
    for (int i = 0; i < n; i++) {
      z[i] = Math.exp(x[i]);
    }
    return z;
  }

  @Benchmark
  public double[] log() {
    LogKernel.apply(x, 0, z, 0, n);
    return z;
  }

  @Benchmark
  public double[] plainLog() {
    for (int i = 0; i < n; i++) {
      z[i] = Math.log(x[i]);
    }
    return z;
  }

  @Benchmark
  public double[] lgamma() {
    LgammaKernel.apply(x, 0, z, 0, n);
    return z;
  }

  @Benchmark
  public double[] plainLgamma() {
    for (int i = 0; i < n; i++) {
      z[i] = LgammaKernel.scalar(x[i]);
    }
    return z;
  }

  @Benchmark
  public double sum() {
    return SumKernel.sum(x, 0, n);
  }

  @Benchmark
  public double plainSum() {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += x[i];
    }
    return sum;
  }

  @Benchmark
  public double logSumExp() {
    return LogSumExpKernel.logSumExp(x, 0, n);
  }

  @Benchmark
  public double plainLogSumExp() {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[i]);
    }
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += Math.exp(x[i] - max);
    }
    return max + Math.log(sum);
  }

  @Benchmark
  public double[] fma() {
    ArithmeticKernel.fma(x, 0, y, 0, z, 0, n);
    return z;
  }

  @Benchmark
  public double[] plainFma() {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i] + z[i];
    }
    return z;
  }
}
