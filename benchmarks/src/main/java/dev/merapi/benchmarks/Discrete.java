package dev.merapi.benchmarks;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.Arrays;

/**
 * One discrete model in a JVM of its own: the time to its graph and to its first gradient,
 * nanoseconds and bytes per gradient once it is compiled, and milliseconds per posterior draw. What
 * comes first pays for the warm-up, which is why this is not JMH.
 */
public final class Discrete {
  private static final double GRADIENT_SECONDS = 8;
  private static final double DRAW_SECONDS = 5;

  private Discrete() {}

  /** Measures the model that the first argument names; prints one {@link DiscreteRow}. */
  public static void main(String[] arguments) {
    String name = arguments[0];
    var model = DiscreteModels.named(name);
    long start = System.nanoTime();
    LogDensity density = LogDensity.of(model);
    double setup = milliseconds(start);
    Potential potential = density.potential();
    double[] position = new double[potential.dimension()];
    Arrays.fill(position, 0.1);
    double value = potential.logDensityAndGradient(position, new double[position.length]);
    double first = milliseconds(start);
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("The log density at 0.1 is " + value);
    }
    Graph graph = GraphPotential.graph(density.potential()).get();
    Watch watch = Watch.of(Compiled.of(graph), graph, GRADIENT_SECONDS, start);
    DiscreteRow row =
        new DiscreteRow(name, watch.best(), watch.bytes(), setup, first, draw(density, position));
    System.out.println(row.toJson());
  }

  private static double milliseconds(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  /** The median of the second half of the draws. */
  private static double draw(LogDensity density, double[] position) {
    var draws = density.constrainer();
    double[] times = new double[1 << 16];
    int n = 0;
    long end = System.nanoTime() + (long) (DRAW_SECONDS * 1e9);
    int sites = 0;
    while (n < times.length && (n < 8 || System.nanoTime() < end)) {
      long start = System.nanoTime();
      sites += draws.apply(position, Key.of(n)).size();
      times[n++] = milliseconds(start);
    }
    if (sites == 0) {
      throw new IllegalStateException("A draw has no sites");
    }
    double[] late = Arrays.copyOfRange(times, n / 2, n);
    Arrays.sort(late);
    return late[late.length / 2];
  }
}
