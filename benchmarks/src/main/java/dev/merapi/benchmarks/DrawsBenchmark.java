package dev.merapi.benchmarks;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.SplittableRandom;
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

/** {@code n} draws into an array, against the sequential generator of the JDK. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DrawsBenchmark {
  @Param({"8", "64", "1000", "100000"})
  public int n;

  private final double[] shape = {2.5};
  private final double[] rate = {30};
  private double[] out = {};
  private final SplittableRandom jdk = new SplittableRandom(1);
  private long seed;

  @Setup
  public void numbers() {
    out = new double[n];
  }

  private Key next() {
    return new Key.Known(seed++, 1);
  }

  @Benchmark
  public double[] uniform() {
    Draws.uniform(next(), out, 0, n);
    return out;
  }

  @Benchmark
  public double[] normal() {
    Draws.normal(next(), out, 0, n);
    return out;
  }

  @Benchmark
  public double[] exponential() {
    Draws.exponential(next(), out, 0, n);
    return out;
  }

  @Benchmark
  public double[] gamma() {
    Draws.gamma(next(), shape, out, 0, n);
    return out;
  }

  @Benchmark
  public double[] poisson() {
    Draws.poisson(next(), rate, out, 0, n);
    return out;
  }

  @Benchmark
  public double[] plainUniform() {
    for (int i = 0; i < n; i++) {
      out[i] = jdk.nextDouble();
    }
    return out;
  }

  @Benchmark
  public double[] plainNormal() {
    for (int i = 0; i < n; i++) {
      out[i] = jdk.nextGaussian();
    }
    return out;
  }
}
