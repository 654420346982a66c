package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.ShapeException;
import java.util.Arrays;

/**
 * A position with its log density and gradient: the state of a chain between two transitions.
 *
 * <p>A value: arrays are copied in and out, and equality is equality of the contents, bit for bit.
 *
 * @param position q
 * @param logDensity log p(q), up to a constant
 * @param gradient ∇ log p(q)
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Point(double[] position, double logDensity, double[] gradient) {
  /** The bytes of a point: position, log density, gradient. */
  public static final Codec<Point> CODEC =
      Codec.of(
          (point, out) -> {
            out.writeDoubles(point.position);
            out.writeDouble(point.logDensity);
            out.writeDoubles(point.gradient);
          },
          in -> new Point(in.readDoubles(), in.readDouble(), in.readDoubles()));

  /** Copies the arrays. */
  public Point {
    if (position.length != gradient.length) {
      throw new ArgumentException(
          "A point needs one gradient entry per coordinate, but the position has "
              + position.length
              + " and the gradient has "
              + gradient.length
              + ".");
    }
    position = position.clone();
    gradient = gradient.clone();
  }

  /**
   * The point of {@code potential} at {@code position}.
   *
   * @throws ArgumentException if the position has another length than the potential
   */
  public static Point at(Potential potential, double[] position) {
    if (position.length != potential.dimension()) {
      throw new ArgumentException(
          "The position has "
              + position.length
              + " coordinates, but the potential has dimension "
              + potential.dimension()
              + ".");
    }
    double[] gradient = new double[position.length];
    double logDensity = potential.logDensityAndGradient(position, gradient);
    return new Point(position, logDensity, gradient);
  }

  /** The number of coordinates. */
  public int dimension() {
    return position.length;
  }

  /** A copy of q. */
  @Override
  public double[] position() {
    return position.clone();
  }

  /** A copy of ∇ log p(q). */
  @Override
  public double[] gradient() {
    return gradient.clone();
  }

  /** qᵢ, without copying. */
  public double coordinate(int i) {
    return position[Counts.place(i, position.length, "coordinate")];
  }

  /** Whether the log density and every entry of the gradient are finite: a chain can start here. */
  public boolean isFinite() {
    boolean finite = Double.isFinite(logDensity);
    for (double g : gradient) {
      finite &= Double.isFinite(g);
    }
    return finite;
  }

  /** Writes q and ∇ log p(q) into arrays that the caller owns. */
  void copyTo(double[] positionOut, double[] gradientOut) {
    if (positionOut.length != position.length) {
      throw new ShapeException(
          "A point of %d coordinates is no point of a target of %d"
              .formatted(position.length, positionOut.length));
    }
    for (int i = 0; i < position.length; i++) {
      positionOut[i] = position[i];
      gradientOut[i] = gradient[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point(double[] q, double value, double[] g)
        && Double.compare(logDensity, value) == 0
        && Arrays.equals(position, q)
        && Arrays.equals(gradient, g);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(position) + Double.hashCode(logDensity);
  }

  @Override
  public String toString() {
    return "Point[" + Arrays.toString(position) + ", logDensity=" + logDensity + "]";
  }
}
