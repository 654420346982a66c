package dev.merapi.benchmarks;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Unrolling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One reference model in a JVM of its own: nanoseconds and bytes per gradient for each executor,
 * milliseconds to the first gradient and to within a quarter of the best speed, nanoseconds per
 * leapfrog of whole NUTS runs, and effective sample size per second. Warm-up is part of what is
 * measured, which is why this is not JMH.
 */
public final class Gradients {
  private static final double COMPILED_SECONDS = 8;
  private static final double OTHER_SECONDS = 3;
  private static final double RUNS_SECONDS = 10;

  /** Straight-line code as long as it fits into a class file for every reference model. */
  static final Unrolling STRAIGHT = new Unrolling(1000, 4096);

  private Gradients() {}

  /** Measures the model that the first argument names; prints one {@link GradientRow} a line. */
  public static void main(String[] arguments) {
    String name = arguments[0];
    long start = System.nanoTime();
    LogDensity density = LogDensity.of(PeerModels.named(name));
    double first = first(density.potential(), start);
    Graph graph = GraphPotential.graph(density.potential()).get();
    Watch compiled = Watch.of(Compiled.of(graph), graph, COMPILED_SECONDS, start);
    print(GradientRow.gradient(name, "compiled", compiled, first));
    Map<String, Executor> others = new LinkedHashMap<>();
    others.put("straight", Compiled.of(Plan.of(graph, STRAIGHT)));
    others.put("loops", Compiled.of(Plan.of(graph, Unrolling.NEVER)));
    others.put("interpreter", Interpreter.of(graph));
    others.forEach(
        (executor, code) -> {
          Watch watch = Watch.of(code, graph, OTHER_SECONDS, System.nanoTime());
          print(GradientRow.gradient(name, executor, watch, first));
        });
    List<GradientRow> runs = runs(name, density, first, compiled);
    print(runs.getFirst().as("nuts first"));
    runs.sort(Comparator.comparingDouble(GradientRow::leapfrog));
    print(runs.get(runs.size() / 2));
  }

  /**
   * Whole runs for some seconds, at least one. The first pays for the compiling of the sampler;
   * Stan's was compiled before.
   */
  private static List<GradientRow> runs(
      String name, LogDensity density, double first, Watch compiled) {
    List<GradientRow> runs = new ArrayList<>();
    long end = System.nanoTime() + (long) (RUNS_SECONDS * 1e9);
    while (runs.isEmpty() || System.nanoTime() < end) {
      runs.add(sampled(name, density, first, compiled, runs.size()));
    }
    return runs;
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

  /** Four chains of 1000 + 1000 in sequence on one thread, as Stan's are timed. */
  private static GradientRow sampled(
      String name, LogDensity density, double first, Watch compiled, int seed) {
    Sampler sampler = Sampler.stan().chains(4).threads(1);
    long start = System.nanoTime();
    Chains chains = sampler.run(density.potential(), Key.of(seed));
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
