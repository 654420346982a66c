package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;

/**
 * M = I: every coordinate has unit mass.
 *
 * @param dimension the number of coordinates
 */
record UnitMetric(int dimension) implements Metric {
  /** Refuses a negative dimension. */
  public UnitMetric {
    if (dimension < 0) {
      throw new ArgumentException(
          "A metric has at least 0 coordinates, but " + dimension + " were asked for.");
    }
  }

  @Override
  public void velocity(double[] momentum, double[] velocity) {
    Counts.coordinates(dimension, momentum, velocity);
    System.arraycopy(momentum, 0, velocity, 0, dimension);
  }

  @Override
  public void momentum(double[] normal, double[] momentum) {
    Counts.coordinates(dimension, normal, momentum);
    System.arraycopy(normal, 0, momentum, 0, dimension);
  }

  @Override
  public void displacement(double[] normal, double[] displacement) {
    Counts.coordinates(dimension, normal, displacement);
    System.arraycopy(normal, 0, displacement, 0, dimension);
  }
}
