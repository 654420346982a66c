package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;

/**
 * Hamiltonian Monte Carlo by a user, with bugs to choose from.
 *
 * @param potential the target
 * @param step the step size
 * @param bug what is wrong
 */
record LeapKernel(Potential potential, double step, Bug bug)
    implements PointKernel<Point, Boolean> {
  enum Bug {
    NONE,
    /** Momenta are drawn for one metric, and their energy is that of another. */
    WRONG_METRIC,
    /** It stops where it would turn back, and nobody asks whether the way back would stop there. */
    NO_TURN_CHECK
  }

  @Override
  public Codec<Point> codec() {
    return Point.CODEC;
  }

  @Override
  public double[] position(Point state) {
    return state.position();
  }

  @Override
  public Point begin(Key key, Point start) {
    return start;
  }

  @Override
  public Transition<Point, Boolean> step(Key key, Point from) {
    int d = potential.dimension();
    double mass = bug == Bug.WRONG_METRIC ? 0.5 : 1;
    double[] p = normal(0, 1).expand(Shape.of(d)).sample(key.fold("p")).toArray();
    double before = from.logDensity() - energy(p, mass);
    double[] q = from.position();
    double[] slope = from.gradient();
    double value = from.logDensity();
    for (int i = 0; i < 10 && !(bug == Bug.NO_TURN_CHECK && turns(from, q, p)); i++) {
      for (int k = 0; k < d; k++) {
        p[k] += step / 2 * slope[k];
        q[k] += step * p[k];
      }
      value = potential.logDensityAndGradient(q, slope);
      for (int k = 0; k < d; k++) {
        p[k] += step / 2 * slope[k];
      }
    }
    double ratio = value - energy(p, mass) - before;
    boolean accepted = Math.log(uniform(0, 1).sample(key.fold("u")).item()) < ratio;
    return new Transition<>(accepted ? Point.at(potential, q) : from, accepted);
  }

  private static double energy(double[] p, double mass) {
    double energy = 0;
    for (double each : p) {
      energy += each * each / (2 * mass);
    }
    return energy;
  }

  private static boolean turns(Point from, double[] q, double[] p) {
    double along = 0;
    for (int k = 0; k < p.length; k++) {
      along += (q[k] - from.coordinate(k)) * p[k];
    }
    return along < 0;
  }
}
