package dev.merapi.benchmarks;

import dev.merapi.dist.Distribution;
import dev.merapi.dist.Distributions;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds a value, for 10,000 draws and for their log-densities, beside normals of the JDK's
 * generator one at a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DistributionBenchmark {
  private static final int DRAWS = 10_000;

  @Param({"normal", "gamma", "beta", "poisson", "categorical", "dirichlet"})
  public String law = "";

  private Distribution distribution = Distributions.normal(0, 1);
  private Tensor values = Tensor.scalar(0);

  @Setup
  public void draw() {
    distribution =
        switch (law) {
          case "gamma" -> Distributions.gamma(2.5, 1.3);
          case "beta" -> Distributions.beta(2.5, 1.3);
          case "poisson" -> Distributions.poisson(7.5);
          case "categorical" -> Distributions.categorical(0.1, 0.2, 0.3, 0.4);
          case "dirichlet" -> Distributions.dirichlet(0.5, 1, 2, 4);
          default -> Distributions.normal(0.3, 1.7);
        };
    values = distribution.sample(Key.of(1), Shape.of(DRAWS));
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public Tensor sample() {
    return distribution.sample(Key.of(2), Shape.of(DRAWS));
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public Tensor logProb() {
    return distribution.logProb(values);
  }

  @Benchmark
  @OperationsPerInvocation(DRAWS)
  public double[] normalsOfTheJdk() {
    SplittableRandom random = new SplittableRandom(2);
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = random.nextGaussian(0.3, 1.7);
    }
    return draws;
  }
}
