package dev.merapi.benchmarks;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds a value (a vector, for the Dirichlet distribution) of 10,000 draws and of their
 * log-densities, operation by operation and compiled, here and in Apache Commons.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DistributionBenchmark {
  static final int DRAWS = 10_000;

  @Param({"NORMAL", "GAMMA", "BETA", "POISSON", "CATEGORICAL", "DIRICHLET"})
  public MeasuredDistribution distribution = MeasuredDistribution.NORMAL;

  private Distribution ours = MeasuredDistribution.NORMAL.ours();
  private Function<Tensor, Tensor> compiled = Function.identity();
  private CommonsDistribution commons = MeasuredDistribution.NORMAL.commons();
  private Tensor values = Tensor.scalar(0);
  private double[] flat = new double[0];
  private final double[] densities = new double[DRAWS];
  private long seed;

  @Setup
  public void draw() {
    ours = distribution.ours();
    compiled = Jit.ofOne(ours::logProb);
    commons = distribution.commons();
    values = ours.sample(Key.of(1), Shape.of(DRAWS));
    flat = values.toArray();
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public Tensor draws() {
    return ours.sample(Key.of(seed++), Shape.of(DRAWS));
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public double[] commonsDraws() {
    double[] draws = new double[flat.length];
    commons.draw(draws);
    return draws;
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public Tensor densities() {
    return ours.logProb(values);
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public Tensor compiledDensities() {
    return compiled.apply(values);
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public double[] commonsDensities() {
    commons.logDensity(flat, densities);
    return densities;
  }
}
