package dev.merapi.distributions.transform;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.bijector.Conditional;
import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.bijector.LowerCholeskyAffine;
import dev.merapi.distributions.bijector.NetworkWeight;
import dev.merapi.distributions.internal.bijector.Autoregressive;
import dev.merapi.distributions.internal.bijector.BatchNorm;
import dev.merapi.distributions.internal.bijector.BlockNeural;
import dev.merapi.distributions.internal.bijector.ChannelMix;
import dev.merapi.distributions.internal.bijector.Coupling;
import dev.merapi.distributions.internal.bijector.Householder;
import dev.merapi.distributions.internal.bijector.LowerCholesky;
import dev.merapi.distributions.internal.bijector.MatrixExponential;
import dev.merapi.distributions.internal.bijector.Planar;
import dev.merapi.distributions.internal.bijector.Radial;
import dev.merapi.distributions.internal.bijector.SigmoidMixture;
import dev.merapi.distributions.internal.bijector.Spline;
import dev.merapi.distributions.internal.bijector.SumOfSquares;
import dev.merapi.distributions.internal.bijector.Sylvester;
import dev.merapi.distributions.internal.network.Made;
import dev.merapi.distributions.internal.network.Perceptron;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Families of bijectors to be learnt, by the names of the papers. Maps of numbers ({@link #affine},
 * {@link #spline}, {@link #sigmoids}, {@link #polynomial}) become flows of vectors through {@link
 * #autoregressive} or {@link #coupling}; {@link #iterated} puts several members one after the
 * other, {@link #conditional} lets a network choose the member by a context, and {@code
 * map(Bijector::inverse)} turns a family around.
 */
public final class Flows {
  private Flows() {}

  /** Of numbers: {@link Affine} with a positive scale. */
  public static Family<Bijector> affine() {
    return Family.of(
        w -> new Affine(w.get(0), w.get(1).exp()),
        NetworkWeight.of("shift", 1),
        NetworkWeight.of("logScale", 1));
  }

  /** Of numbers: a {@link Spline} with so many bins between ±bound. */
  public static Family<Bijector> spline(int bins, double bound) {
    return Family.of(
        w -> new Spline(w.get(0), w.get(1), w.get(2), bound),
        NetworkWeight.of("widths", 1, bins),
        NetworkWeight.of("heights", 1, bins),
        NetworkWeight.of("slopes", 1, bins - 1));
  }

  /** Of numbers: a {@link SigmoidMixture}; with {@link #autoregressive} the neural flow. */
  public static Family<Bijector> sigmoids(int units) {
    return Family.of(
        w -> new SigmoidMixture(w.get(0), w.get(1), w.get(2)),
        NetworkWeight.of("logSlopes", 1, units),
        NetworkWeight.of("offsets", 1, units),
        NetworkWeight.of("weights", 1, units));
  }

  /** Of numbers: {@link SumOfSquares} of so many polynomials of the given degree. */
  public static Family<Bijector> polynomial(int squares, int degree) {
    return Family.of(
        w -> new SumOfSquares(w.get(0), w.get(1), w.get(2)),
        NetworkWeight.of("shift", 1),
        NetworkWeight.of("logSlope", 1),
        NetworkWeight.of("coefficients", 0.5, squares, degree + 1));
  }

  /** {@link Autoregressive} through a {@link Made} with so many hidden units. */
  public static Family<Bijector> autoregressive(int n, int units, Family<Bijector> numbers) {
    return Made.family(n, units, numbers.size())
        .map(net -> new Autoregressive(x -> numbers.unpacked(net.apply(x))));
  }

  /**
   * {@link Coupling} through a {@link Perceptron} with so many hidden units; 0 &lt; kept &lt; n.
   *
   * @throws ShapeException if nothing is kept, or nothing moves
   */
  public static Family<Bijector> coupling(int n, int kept, int units, Family<Bijector> numbers) {
    if (kept < 1 || kept >= n) {
      throw new ShapeException(
          "A coupling of %d elements keeps at least 1 and moves at least 1, but kept is %d"
              .formatted(n, kept));
    }
    int moved = n - kept;
    return Perceptron.family(kept, units, moved * numbers.size())
        .map(net -> new Coupling(kept, x -> numbers.unpacked(rows(net.apply(x), moved))));
  }

  private static Tensor rows(Tensor x, int rows) {
    return x.reshape(x.shape().dropRight(1).append(rows, x.size(-1) / rows));
  }

  /** {@link Autoregressive} through {@link BlockNeural}, with so many units for each element. */
  public static Family<Bijector> blockNeural(int n, int units) {
    return BlockNeural.family(n, units).map(Autoregressive::new);
  }

  /** {@link Planar}. */
  public static Family<Bijector> planar(int n) {
    return Family.of(
        w -> new Planar(w.get(0), w.get(1), w.get(2)),
        NetworkWeight.into("u", n, n),
        NetworkWeight.into("w", n, n),
        NetworkWeight.of("bias", 1));
  }

  /** {@link Radial}. */
  public static Family<Bijector> radial(int n) {
    return Family.of(
        w -> new Radial(w.get(0), w.get(1), w.get(2)),
        NetworkWeight.of("centre", 1, n),
        NetworkWeight.of("logAlpha", 1),
        NetworkWeight.of("rawBeta", 1));
  }

  /** {@link Sylvester} with so many reflections. */
  public static Family<Bijector> sylvester(int n, int reflections) {
    return Family.of(
        w -> new Sylvester(new Householder(w.get(0)), w.get(1), w.get(2), w.get(3)),
        NetworkWeight.of("vectors", 1, reflections, n),
        NetworkWeight.into("outer", n, n, n),
        NetworkWeight.into("inner", n, n, n),
        NetworkWeight.of("bias", 1, n));
  }

  /** {@link Householder} with so many reflections. */
  public static Family<Bijector> householder(int n, int reflections) {
    return Family.of(
        w -> new Householder(w.getFirst()), NetworkWeight.of("vectors", 1, reflections, n));
  }

  /** {@link MatrixExponential}. */
  public static Family<Bijector> matrixExponential(int n) {
    return Family.of(
        w -> new MatrixExponential(w.getFirst()), NetworkWeight.into("weights", n, n, n));
  }

  /** {@link LowerCholeskyAffine}, whose triangle comes from {@link LowerCholesky}. */
  public static Family<Bijector> lowerCholeskyAffine(int n) {
    return Family.of(
        w -> new LowerCholeskyAffine(w.get(0), new LowerCholesky().forward(w.get(1))),
        NetworkWeight.of("loc", 1, n),
        NetworkWeight.into("triangle", n, n * (n + 1) / 2));
  }

  /** {@link ChannelMix} with a fixed order. */
  public static Family<Bijector> channelMix(List<Integer> order, int axes) {
    int c = order.size();
    return Family.of(
        w -> new ChannelMix(order, w.get(0), w.get(1), w.get(2), axes),
        NetworkWeight.into("lower", c, c, c),
        NetworkWeight.into("upper", c, c, c),
        NetworkWeight.of("logDiagonal", 0.1, c));
  }

  /** {@link BatchNorm} with statistics that are no weights. */
  public static Family<Bijector> batchNorm(Tensor mean, Tensor variance) {
    int n = mean.size(-1);
    return Family.of(
        w -> new BatchNorm(mean, variance, w.get(0), w.get(1)),
        NetworkWeight.of("logScale", 0.1, n),
        NetworkWeight.of("shift", 0.1, n));
  }

  /** n members one after the other, each with weights of its own. */
  public static Family<Bijector> iterated(int n, Family<Bijector> family) {
    return family.repeated(n).map(Composition::new);
  }

  /**
   * The conditional twin of a family: a {@link Perceptron} looks at a context of so many numbers
   * and says which weights to take. Its own weights are what is learnt.
   */
  public static Family<Conditional> conditional(Family<Bijector> family, int context, int units) {
    return Perceptron.family(context, units, family.size())
        .map(net -> x -> family.unpacked(net.apply(x)));
  }
}
