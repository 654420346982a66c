package dev.merapi.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Unrolling;
import dev.merapi.tensor.internal.random.Draws;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The models that are measured: every executor gives the same bits, and they are the gradient. */
final class PeerModelsLaws {
  /** How much processor time vector code may take until it is compiled: mostly it takes seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TestFactory
  Stream<DynamicTest> executorsAgreeAndGradientsAreDifferences() {
    return PeerModels.all().keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private static void check(String name) {
    LogDensity density = LogDensity.of(PeerModels.named(name));
    Graph graph = GraphPotential.graph(density.potential()).get();
    double[] position = new double[density.dimension()];
    Draws.normal(Key.of(7), position, 0, position.length);
    for (int i = 0; i < position.length; i++) {
      position[i] *= 0.3;
    }
    double[][] expected = run(Interpreter.of(graph), graph, position);
    for (Unrolling unrolling : List.of(Unrolling.STANDARD, Gradients.STRAIGHT, Unrolling.NEVER)) {
      double[][] results = run(Compiled.of(Plan.of(graph, unrolling)), graph, position);
      assertArrayEquals(expected, results, name + " with " + unrolling);
    }
    requireGradient(density.potential(), position);
  }

  @TestFactory
  Stream<DynamicTest> aGradientAllocatesNothing() {
    return PeerModels.all().entrySet().stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    model.getKey(),
                    () -> {
                      Graph graph =
                          GraphPotential.graph(LogDensity.of(model.getValue()).potential()).get();
                      assertEquals(0, leastBytes(Compiled.of(graph)));
                    }));
  }

  /**
   * The fewest bytes that one of some runs allocates. Vector code that is not yet compiled
   * allocates, and how soon it is compiled is up to the machine: so the runs end when one of them
   * allocates nothing, or when this process has had {@link #PATIENCE}. That is time on a processor,
   * which the compiler has its share of; a busy machine does not use it up.
   */
  private static long leastBytes(Executor code) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long end = process.getProcessCpuTime() + PATIENCE.toNanos();
    long least = Long.MAX_VALUE;
    while (least > 0 && process.getProcessCpuTime() < end) {
      long before = threads.getCurrentThreadAllocatedBytes();
      code.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static double[][] run(Executor executor, Graph graph, double[] position) {
    double[][] arguments = new double[graph.inputs().size()][];
    int offset = 0;
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = new double[graph.inputs().get(i).shape().count()];
      System.arraycopy(position, offset, arguments[i], 0, arguments[i].length);
      offset += arguments[i].length;
    }
    double[][] results =
        graph.outputs().stream()
            .map(line -> new double[graph.equations().get(line).shape().count()])
            .toArray(double[][]::new);
    executor.run(arguments, results);
    return results;
  }

  private static void requireGradient(Potential potential, double[] position) {
    double[] gradient = new double[position.length];
    double[] unused = new double[position.length];
    double value = potential.logDensityAndGradient(position, gradient);
    assertTrue(Double.isFinite(value));
    double step = 1e-5;
    for (int i = 0; i < position.length; i++) {
      double[] moved = position.clone();
      moved[i] = position[i] + step;
      double up = potential.logDensityAndGradient(moved, unused);
      moved[i] = position[i] - step;
      double down = potential.logDensityAndGradient(moved, unused);
      double scale = Math.max(Math.abs(gradient[i]), 1e-3 * Math.abs(value));
      assertEquals(gradient[i], (up - down) / (2 * step), 1e-5 * Math.max(1, scale));
    }
  }
}
