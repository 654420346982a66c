package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.ArgumentException;

/**
 * What warm-up learns: the settings of a kernel that depend on the target.
 *
 * @param stepSize ε > 0, the integrator's time step or the scale of a proposal
 * @param metric the shape of the target
 */
public record Tuning(double stepSize, Metric metric) {
  /** The bytes of a tuning: step size, metric. */
  public static final Codec<Tuning> CODEC =
      Codec.of(
          (tuning, out) -> {
            out.writeDouble(tuning.stepSize);
            MetricCodec.write(tuning.metric, out);
          },
          in -> new Tuning(in.readDouble(), MetricCodec.read(in)));

  /**
   * Refuses a step size that is not positive and finite.
   *
   * @throws ArgumentException if the step size is no positive number
   */
  public Tuning {
    if (!(stepSize > 0 && stepSize < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "A step size must be positive and finite, but it is " + stepSize + ".");
    }
  }

  /** Step size 1 in the unit metric: where warm-up starts when it is told nothing. */
  public static Tuning unit(int dimension) {
    return new Tuning(1.0, Metric.unit(dimension));
  }

  /** This tuning, checked to fit {@code potential}. */
  Tuning of(Potential potential) {
    if (metric.dimension() != potential.dimension()) {
      throw new ArgumentException(
          "The metric has "
              + metric.dimension()
              + " coordinates, but the potential has dimension "
              + potential.dimension()
              + ".");
    }
    return this;
  }

  /** The same metric with another step size. */
  public Tuning withStepSize(double newStepSize) {
    return new Tuning(newStepSize, metric);
  }
}
