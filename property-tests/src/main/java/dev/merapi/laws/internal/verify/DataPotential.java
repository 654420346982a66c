package dev.merapi.laws.internal.verify;

import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.internal.graph.Executor;

/** A joint density for one data set. */
public final class DataPotential implements Potential {
  private final Executor executor;
  private final Coordinates coordinates;
  private final double[][] data;

  DataPotential(Executor executor, Coordinates coordinates, double[][] data) {
    this.executor = executor;
    this.coordinates = coordinates;
    this.data = data;
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    Executor now = executor.current();
    int sites = coordinates.sites().size();
    int offset = 0;
    for (int i = 0; i < sites; i++) {
      double[] argument = now.argument(i);
      System.arraycopy(position, offset, argument, 0, argument.length);
      offset += argument.length;
    }
    for (int i = 0; i < data.length; i++) {
      System.arraycopy(data[i], 0, now.argument(sites + i), 0, data[i].length);
    }
    now.run();
    offset = 0;
    for (int i = 0; i < sites; i++) {
      double[] slope = now.result(i + 1);
      System.arraycopy(slope, 0, gradient, offset, slope.length);
      offset += slope.length;
    }
    return now.result(0)[0];
  }

  @Override
  public DataPotential fork() {
    return new DataPotential(executor.fork(), coordinates, data);
  }
}
