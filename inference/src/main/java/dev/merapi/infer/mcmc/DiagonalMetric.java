package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;

/** M⁻¹ = diag(w): coordinate i is measured in units of √wᵢ. */
public final class DiagonalMetric implements Metric {
  private final double[] inverseMass;
  private final double[] scale;

  /**
   * The metric with inverse masses w.
   *
   * @param inverseMass w, every entry positive and finite
   * @throws ArgumentException if a number is not positive and finite
   */
  public DiagonalMetric(double[] inverseMass) {
    this.inverseMass = inverseMass.clone();
    this.scale = new double[inverseMass.length];
    for (int i = 0; i < scale.length; i++) {
      if (!(inverseMass[i] > 0 && inverseMass[i] < Double.POSITIVE_INFINITY)) {
        throw new ArgumentException(
            "An inverse mass must be positive and finite, but coordinate "
                + i
                + " has "
                + inverseMass[i]
                + ". An inverse mass is an estimate of the posterior variance of its coordinate.");
      }
      scale[i] = Math.sqrt(inverseMass[i]);
    }
  }

  /** A copy of w. */
  public double[] inverseMass() {
    return inverseMass.clone();
  }

  /** w itself, to be read only. */
  double[] weights() {
    return inverseMass;
  }

  @Override
  public int dimension() {
    return inverseMass.length;
  }

  @Override
  public void velocity(double[] momentum, double[] velocity) {
    Counts.coordinates(scale.length, momentum, velocity);
    for (int i = 0; i < inverseMass.length; i++) {
      velocity[i] = inverseMass[i] * momentum[i];
    }
  }

  @Override
  public void momentum(double[] normal, double[] momentum) {
    Counts.coordinates(scale.length, normal, momentum);
    for (int i = 0; i < scale.length; i++) {
      momentum[i] = normal[i] / scale[i];
    }
  }

  /** Standard normals become a momentum, with its velocity; the kinetic energy. */
  double start(double[] momentum, double[] velocity) {
    double sum = 0;
    for (int i = 0; i < scale.length; i++) {
      double p = momentum[i] / scale[i];
      double v = inverseMass[i] * p;
      momentum[i] = p;
      velocity[i] = v;
      sum += p * v;
    }
    return 0.5 * sum;
  }

  @Override
  public void displacement(double[] normal, double[] displacement) {
    Counts.coordinates(scale.length, normal, displacement);
    for (int i = 0; i < scale.length; i++) {
      displacement[i] = normal[i] * scale[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DiagonalMetric that && Arrays.equals(inverseMass, that.inverseMass);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(inverseMass);
  }

  @Override
  public String toString() {
    return "DiagonalMetric" + Arrays.toString(inverseMass);
  }
}
