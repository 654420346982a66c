package dev.merapi.infer.internal.program;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.Arrays;
import java.util.Optional;

/**
 * The log density of a static model, run by generated code; allocates nothing. The graph has an
 * input for each site, and behind these perhaps others, which are held.
 */
public final class GraphPotential implements Potential {
  private static final int MOST_LANES = 8;

  private final Graph graph;
  private final Executor executor;
  private final Coordinates coordinates;
  private final int dimension;
  private final double[][] arguments;
  private final double[][] slopes;
  private final double[][] held;
  private Executor bound;
  private double[] value;

  private GraphPotential(Graph graph, Executor executor, Coordinates coordinates, double[][] held) {
    this.graph = graph;
    this.executor = executor;
    this.coordinates = coordinates;
    this.dimension = coordinates.dimension();
    this.arguments = new double[coordinates.sites().size()][];
    this.slopes = new double[arguments.length][];
    this.held = held;
    this.bound = executor.current();
    this.value = bound.result(0);
    bind();
  }

  /** By an executor of the graph of value and gradients. */
  public static GraphPotential of(Graph graph, Executor executor, Coordinates coordinates) {
    return new GraphPotential(graph, executor, coordinates, new double[0][]);
  }

  /**
   * The same with the inputs behind those of the sites held at these numbers, which are not copied.
   * It shares memory with this one, so both belong to one thread.
   */
  public GraphPotential holding(double[][] numbers) {
    return new GraphPotential(graph, executor, coordinates, numbers);
  }

  /** The graph of value and gradients that a potential runs; none of a dynamic model. */
  public static Optional<Graph> graph(Potential potential) {
    return potential instanceof GraphPotential known ? Optional.of(known.graph) : Optional.empty();
  }

  private void bind() {
    value = bound.result(0);
    Arrays.setAll(arguments, bound::argument);
    Arrays.setAll(slopes, i -> bound.result(i + 1));
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // executors have identity: each owns its memory
  public double logDensityAndGradient(double[] position, double[] gradient) {
    ArgumentException.ifNull(position, "Potential.logDensityAndGradient", "position");
    ArgumentException.ifNull(gradient, "Potential.logDensityAndGradient", "gradient");
    if (position.length != dimension || gradient.length != dimension) {
      throw coordinates.mismatch(position.length, gradient.length);
    }
    Executor now = executor.current();
    if (now != bound) {
      bound = now;
      bind();
    }
    int offset = 0;
    for (double[] argument : arguments) {
      if (argument.length == 1) { // most sites: a loop would cost more than its round
        argument[0] = position[offset++];
        continue;
      }
      for (int i = 0; i < argument.length; i++) {
        argument[i] = position[offset + i];
      }
      offset += argument.length;
    }
    for (int i = 0; i < held.length; i++) {
      System.arraycopy(held[i], 0, now.argument(arguments.length + i), 0, held[i].length);
    }
    now.run();
    offset = 0;
    for (double[] slope : slopes) {
      if (slope.length == 1) {
        gradient[offset++] = slope[0];
        continue;
      }
      for (int i = 0; i < slope.length; i++) {
        gradient[offset + i] = slope[i];
      }
      offset += slope.length;
    }
    return value[0];
  }

  @Override
  public int lanes() {
    return LargeMatrices.isIn(graph) || Compiled.sharesLoops(graph) ? MOST_LANES : 1;
  }

  @Override
  public Together together(int width) {
    return new GraphLanes(executor.fork(), coordinates, held, width);
  }

  @Override
  public GraphPotential fork() {
    return fork(1);
  }

  @Override
  public GraphPotential fork(int threads) {
    return new GraphPotential(graph, executor.fork(threads), coordinates, held);
  }
}
