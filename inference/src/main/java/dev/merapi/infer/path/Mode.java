package dev.merapi.infer.path;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.optim.Lbfgs;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The summit of a log density on the free scale, and the normal distribution around it whose
 * precision is the curvature there: the maximum a posteriori, and Laplace's approximation. Of any
 * {@link Posterior.Target}, so also of rows that are on other machines; {@code Guide.laplace()} is
 * the same of a program.
 *
 * <p>The summit is found by L-BFGS; the curvature by central differences of gradients, 2 n of them.
 * With H = −∇² ln p at q̂ the covariance is H⁻¹, and ln ∫ p ≈ ln p(q̂) + n/2 ln 2π − ½ ln det H.
 */
public final class Mode {
  private static final int MEMORY = 20;
  private static final double DECREMENT = 1e-12;
  private static final int EVALUATIONS = 2000;

  /** The step of a difference of gradients, whose error of order h² is near that of rounding. */
  private static final double STEP = 1e-5;

  private static final long START = 0;

  private final Posterior.Target target;
  private final Point summit;
  private final Tensor inverse;
  private final double[][] covariance;
  private final int gradients;

  private Mode(
      Posterior.Target target, Point summit, Tensor inverse, double[][] covariance, int gradients) {
    this.target = target;
    this.summit = summit;
    this.inverse = inverse;
    this.covariance = covariance;
    this.gradients = gradients;
  }

  /** Climbs from a random start. */
  public static Mode of(Posterior.Target target, Key key) {
    return of(target, Start.uniform(), key);
  }

  /**
   * Climbs from a start.
   *
   * @throws dev.merapi.infer.chain.StartException if there is none
   * @throws ArgumentException if the way up does not end, or ends where the density is not curved
   *     downwards
   */
  public static Mode of(Posterior.Target target, Start start, Key key) {
    Potential potential = target.potential();
    int n = Counts.of(potential.dimension(), "numbers", 4L * potential.dimension() * Double.BYTES);
    Lbfgs.Minimum found =
        new Lbfgs(MEMORY, DECREMENT, EVALUATIONS)
            .minimise(
                (position, slope) -> fall(potential, position, slope),
                start.of(potential, 0, key.fold(START)).position());
    if (!found.isDone()) {
      throw new ArgumentException(
          "After %d gradients the log density still rises, at %s: it may have no maximum. Sample it, or give a start nearer to the summit."
              .formatted(found.evaluations(), -found.value()));
    }
    Point summit = Point.at(potential, found.position());
    Tensor precision = Tensor.of(curvature(potential, found.position()), Shape.of(n, n));
    Tensor root = precision.choleskyOrNaN();
    if (root.isNan().any().item() != 0) {
      throw new ArgumentException(
          "The log density is not curved downwards in every direction where the way up has ended, at %s, so there is no normal distribution around this point. Sample it, or take another start."
              .formatted(summit.logDensity()));
    }
    Tensor inverse = root.solveTriangular(Tensor.eye(n), true);
    double[] flat = inverse.transpose().matmul(inverse).toArray();
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(flat, i * n, covariance[i], 0, n);
    }
    return new Mode(target, summit, inverse, covariance, found.evaluations() + 1 + 2 * n);
  }

  private static double fall(Potential potential, double[] position, double[] slope) {
    double value = potential.logDensityAndGradient(position, slope);
    for (int i = 0; i < slope.length; i++) {
      slope[i] = -slope[i];
    }
    return -value;
  }

  /** −∇² ln p, row-major. */
  private static double[] curvature(Potential potential, double[] summit) {
    int n = summit.length;
    double[] place = summit.clone();
    double[] above = new double[n];
    double[] below = new double[n];
    double[] curvature = new double[n * n];
    for (int i = 0; i < n; i++) {
      double step = STEP * Math.max(1, Math.abs(summit[i]));
      place[i] = summit[i] + step;
      double width = place[i];
      var _ = potential.logDensityAndGradient(place, above);
      place[i] = summit[i] - step;
      width -= place[i];
      var _ = potential.logDensityAndGradient(place, below);
      place[i] = summit[i];
      for (int j = 0; j < n; j++) {
        double slope = (below[j] - above[j]) / width;
        curvature[i * n + j] += slope / 2;
        curvature[j * n + i] += slope / 2;
      }
    }
    return curvature;
  }

  /** The free numbers at the summit. */
  public double[] position() {
    return summit.position();
  }

  /** The log density at the summit, with its Jacobians. */
  public double logDensity() {
    return summit.logDensity();
  }

  /** The covariance of the free numbers. */
  public double[][] covariance() {
    double[][] copy = new double[covariance.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = covariance[i].clone();
    }
    return copy;
  }

  /** Laplace's approximation of ln ∫ p over the free scale: the evidence. */
  public double logEvidence() {
    return summit.logDensity() + logNormaliser();
  }

  private double logNormaliser() {
    double sum = covariance.length / 2.0 * Math.log(2 * Math.PI);
    double[] flat = inverse.toArray();
    for (int i = 0; i < covariance.length; i++) {
      sum += Math.log(flat[i * (covariance.length + 1)]);
    }
    return sum;
  }

  /** The sites at the summit: one draw. */
  public Posterior estimate() {
    return target.at(List.of(summit.position()), Key.of(0));
  }

  /** Draws of the normal distribution, as sites. */
  public Posterior posterior(int draws, Key key) {
    List<double[]> positions = new ArrayList<>();
    int count = Counts.of(draws, "draws", 4L * covariance.length * Double.BYTES);
    for (int i = 0; i < count; i++) {
      positions.add(draw(key.fold(i)).position);
    }
    return target.at(positions, key);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Draw(double[] position, double squares) {}

  private Draw draw(Key key) {
    double[] noise = new double[covariance.length];
    Draws.normal(key, noise, 0, noise.length);
    double squares = 0;
    for (double u : noise) {
      squares += u * u;
    }
    double[] position = inverse.transpose().matmul(Tensor.of(noise)).toArray();
    for (int i = 0; i < position.length; i++) {
      position[i] += summit.coordinate(i);
    }
    return new Draw(position, squares);
  }

  /**
   * How heavy the tail of the weights of draws is: whether the normal distribution is the
   * posterior, or can at least be made it by weights. A gradient a draw.
   */
  public KHat kHat(int draws, Key key) {
    Potential potential = target.potential();
    double[] logWeights = new double[Counts.of(draws, "draws", Double.BYTES)];
    for (int i = 0; i < logWeights.length; i++) {
      Draw drawn = draw(key.fold(i));
      double value = Point.at(potential, drawn.position).logDensity();
      double logWeight = value + drawn.squares / 2 + logNormaliser();
      logWeights[i] = Double.isFinite(logWeight) ? logWeight : Double.NEGATIVE_INFINITY;
    }
    return KHat.of(logWeights);
  }

  /** NUTS that begins at the summit, with the covariance as its metric. */
  public Sampler sampler() {
    return Sampler.nuts(Metric.dense(covariance())).start(Start.at(summit.position()));
  }

  /** A line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "log density %.6g at the summit, log evidence %.6g, %d gradients",
        logDensity(),
        logEvidence(),
        gradients);
  }
}
