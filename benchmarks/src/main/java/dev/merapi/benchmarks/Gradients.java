package dev.merapi.benchmarks;

import dev.merapi.infer.Potential;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Sampler;
import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.program.LogDensity;
import dev.merapi.tensor.graph.Graph;
import dev.merapi.tensor.graph.Interpreter;
import dev.merapi.tensor.graph.emit.Compiled;
import dev.merapi.tensor.random.Key;
import java.util.Arrays;

/**
 * One reference model in a JVM of its own: nanoseconds and bytes per gradient for each executor,
 * milliseconds to the first gradient and to within a quarter of the best speed, nanoseconds per
 * leapfrog of a whole NUTS run, and effective sample size per second. Warm-up is part of what is
 * measured, which is why this is not JMH.
 */
public final class Gradients {
  private static final double COMPILED_SECONDS = 12;
  private static final double INTERPRETED_SECONDS = 3;

  private Gradients() {}

  /** Measures the model that the first argument names; prints one {@link GradientRow} a line. */
  public static void main(String[] arguments) {
    String name = arguments[0];
    long start = System.nanoTime();
    LogDensity density = LogDensity.of(PeerModels.named(name));
    double first = first(density.potential(), start);
    Graph graph = density.graph().get();
    Watch compiled = Watch.of(Compiled.of(graph), graph, COMPILED_SECONDS, start);
    print(GradientRow.gradient(name, "compiled", compiled, first));
    Watch interpreted = Watch.of(Interpreter.of(graph), graph, INTERPRETED_SECONDS, start);
    print(GradientRow.gradient(name, "interpreter", interpreted, first));
    print(sampled(name, density, first, compiled));
  }

  private static void print(GradientRow row) {
    System.out.println(row.toJson());
  }

  private static double first(Potential potential, long start) {
    double[] position = new double[potential.dimension()];
    Arrays.fill(position, 0.1);
    double value = potential.logDensityAndGradient(position, new double[position.length]);
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("The log density at 0.1 is " + value);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Four chains in sequence on one thread, as Stan's are timed, after one chain to warm up. */
  private static GradientRow sampled(
      String name, LogDensity density, double first, Watch compiled) {
    Sampler sampler = Sampler.nuts().chains(4).threads(1);
    Chains warm = sampler.chains(1).run(density.potential(), Key.of(1));
    long start = System.nanoTime();
    Chains chains = sampler.run(density.potential(), Key.of(1 + warm.size()));
    double seconds = (System.nanoTime() - start) / 1e9;
    double warming =
        chains.chains().stream().mapToDouble(chain -> chain.warmUp().leapfrogs()).sum();
    double leapfrogs = chains.leapfrogs() + warming;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < density.dimension(); k++) {
      least = Math.min(least, Ess.bulk(chains.coordinate(k)));
    }
    double perSecond = least / (seconds * chains.leapfrogs() / leapfrogs);
    return new GradientRow(
        name,
        "nuts",
        null,
        null,
        seconds * 1e9 / leapfrogs,
        first,
        compiled.peak(),
        least,
        perSecond);
  }
}
