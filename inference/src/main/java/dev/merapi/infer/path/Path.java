package dev.merapi.infer.path;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.optim.Lbfgs;
import dev.merapi.tensor.Key;
import java.util.Optional;

/** One way up to a mode, and the best of the normal distributions along it. */
final class Path {
  private static final long START = 0;
  private static final long BOUNDS = 1;
  private static final double DECREMENT = 1e-5;

  private final Potential potential;
  private final Pathfinder settings;
  private final Key key;
  private final InverseHessian inverse;
  private double[] lastPosition;
  private double[] lastSlope;
  private long gradients;
  private Optional<PathNormal> best = Optional.empty();
  private double bound = Double.NEGATIVE_INFINITY;

  private Path(Pathfinder settings, Potential potential, Key key, Point start) {
    this.settings = settings;
    this.potential = potential;
    this.key = key;
    this.inverse = new InverseHessian(start.dimension(), settings.memory());
    this.lastPosition = start.position();
    this.lastSlope = negative(start.gradient());
  }

  /** What a path has found. */
  record Found(Optional<PathNormal> normal, double bound, long gradients) {}

  /** The path of a key. */
  static Found of(Pathfinder settings, Potential potential, int number, Key key) {
    var start = settings.start().find(potential, number, key.fold(START));
    Path path = new Path(settings, potential, key.fold(BOUNDS), start.point());
    new Lbfgs(settings.memory(), DECREMENT, settings.evaluations())
        .minimise(path::fall, start.point().position(), path::reach);
    return new Found(path.best, path.bound, path.gradients + start.gradients());
  }

  private double fall(double[] position, double[] slope) {
    gradients++;
    double value = potential.logDensityAndGradient(position, slope);
    for (int i = 0; i < slope.length; i++) {
      slope[i] = -slope[i];
    }
    return -value;
  }

  /** The next point of the path. */
  private void reach(double[] position, double[] slope) {
    double[] s = position.clone();
    double[] z = slope.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] -= lastPosition[i];
      z[i] -= lastSlope[i];
    }
    inverse.add(s, z);
    lastPosition = position.clone();
    lastSlope = slope.clone();
    inverse
        .metric()
        .ifPresent(metric -> compare(new PathNormal(position, negative(slope), metric)));
  }

  /** By the same noise for all points of the path, so that what differs is not luck. */
  private void compare(PathNormal normal) {
    double found = normal.bound(potential, settings.tries(), key);
    gradients += settings.tries();
    if (found > bound) {
      bound = found;
      best = Optional.of(normal);
    }
  }

  private static double[] negative(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = -y[i];
    }
    return y;
  }
}
