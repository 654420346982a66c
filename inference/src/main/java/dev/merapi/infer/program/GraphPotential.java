package dev.merapi.infer.program;

import dev.merapi.infer.Potential;
import dev.merapi.tensor.graph.Executor;
import java.util.List;

/** The log density of a static model, run by generated code; allocates nothing. */
final class GraphPotential implements Potential {
  private final Executor executor;
  private final Coordinates coordinates;
  private final double[][] arguments;
  private final double[][] results;

  private GraphPotential(Executor executor, Coordinates coordinates) {
    this.executor = executor;
    this.coordinates = coordinates;
    List<Coordinate> sites = coordinates.sites();
    this.arguments = sites.stream().map(site -> new double[site.size()]).toArray(double[][]::new);
    this.results = new double[sites.size() + 1][];
    results[0] = new double[1];
    for (int i = 0; i < sites.size(); i++) {
      results[i + 1] = new double[sites.get(i).size()];
    }
  }

  /** By an executor of the graph of value and gradients. */
  static GraphPotential of(Executor executor, Coordinates coordinates) {
    return new GraphPotential(executor, coordinates);
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    int offset = 0;
    for (double[] argument : arguments) {
      System.arraycopy(position, offset, argument, 0, argument.length);
      offset += argument.length;
    }
    executor.run(arguments, results);
    offset = 0;
    for (int i = 1; i < results.length; i++) {
      System.arraycopy(results[i], 0, gradient, offset, results[i].length);
      offset += results[i].length;
    }
    return results[0][0];
  }

  @Override
  public GraphPotential fork() {
    return new GraphPotential(executor.fork(), coordinates);
  }
}
