package dev.merapi.infer.internal.program;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.internal.graph.Executor;
import org.jspecify.annotations.Nullable;

/** The log density of a static model at several positions in one pass; allocates nothing. */
final class GraphLanes implements Potential.Together {
  private final Executor executor;
  private final Coordinates coordinates;
  private final double[][] held;
  private final int width;
  private final int dimension;
  private final int sites;
  private @Nullable Executor bound;
  private Executor.Abreast lanes;

  /**
   * By an executor of the graph of value and gradients.
   *
   * @param executor used by nobody else
   * @param coordinates where sites lie in a position
   * @param held the numbers of the inputs behind those of the sites
   * @param width how many positions there are, at most
   */
  GraphLanes(Executor executor, Coordinates coordinates, double[][] held, int width) {
    this.executor = executor;
    this.coordinates = coordinates;
    this.held = held;
    this.width = width;
    this.dimension = coordinates.dimension();
    this.sites = coordinates.sites().size();
    this.lanes = bind(executor.current());
  }

  private Executor.Abreast bind(Executor now) {
    bound = now;
    return now.abreast(width);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // executors have identity: each owns its memory
  public void logDensitiesAndGradients(
      int count, double[][] positions, double[] values, double[][] gradients) {
    Counts.lanes(count, width, positions, values, gradients);
    Executor now = executor.current();
    if (now != bound) {
      lanes = bind(now);
    }
    for (int i = 0; i < count; i++) {
      write(positions[i], lanes.lane(i));
    }
    lanes.run(count);
    for (int i = 0; i < count; i++) {
      values[i] = read(lanes.lane(i), gradients[i]);
    }
  }

  private void write(double[] position, Executor lane) {
    if (position.length != dimension) {
      throw coordinates.mismatch(position.length, position.length);
    }
    int offset = 0;
    for (int site = 0; site < sites; site++) {
      double[] argument = lane.argument(site);
      System.arraycopy(position, offset, argument, 0, argument.length);
      offset += argument.length;
    }
    for (int i = 0; i < held.length; i++) {
      System.arraycopy(held[i], 0, lane.argument(sites + i), 0, held[i].length);
    }
  }

  private double read(Executor lane, double[] gradient) {
    if (gradient.length != dimension) {
      throw coordinates.mismatch(dimension, gradient.length);
    }
    int offset = 0;
    for (int site = 0; site < sites; site++) {
      double[] slope = lane.result(site + 1);
      System.arraycopy(slope, 0, gradient, offset, slope.length);
      offset += slope.length;
    }
    return lane.result(0)[0];
  }
}
