package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * Elliptical slice sampling of a density that is a likelihood times independent standard normals of
 * all coordinates, as latent Gaussian models that are not centred have it: on the ellipse through
 * the point and a draw of the normals, angles are drawn from a bracket that shrinks to the point
 * until the likelihood is above a level. It has nothing to tune and always moves.
 *
 * <p>Source: Murray, Adams and MacKay, "Elliptical slice sampling" (2010), figure 2.
 *
 * @param tuning kept, and not used
 */
record EllipticalSlice(Potential potential, Tuning tuning) implements Tunable {
  private static final long NORMAL = 0;
  private static final long LEVEL = 1;
  private static final long ANGLE = 2;

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    int n = potential.dimension();
    double[] other = new double[n];
    double[] proposal = new double[n];
    double[] gradient = new double[n];
    double[] here = state.position();
    Draws.normal(key.fold(NORMAL), other, 0, n);
    double level = likelihood(state.logDensity(), here) + Math.log(Draws.uniform(key.fold(LEVEL)));
    double angle = 2 * Math.PI * Draws.uniform(key.fold(ANGLE));
    double low = angle - 2 * Math.PI;
    double high = angle;
    for (int k = 0; ; k++) {
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      for (int i = 0; i < n; i++) {
        proposal[i] = here[i] * cos + other[i] * sin;
      }
      double value = potential.logDensityAndGradient(proposal, gradient);
      if (value < Double.POSITIVE_INFINITY && likelihood(value, proposal) > level) {
        Point next = new Point(proposal, value, gradient);
        return new Transition<>(
            next, new McmcInfo(1.0 / (k + 1), -next.logDensity(), 0, k + 1, null));
      }
      if (!(high - low > 1e-14)) {
        return new Transition<>(state, new McmcInfo(0, -state.logDensity(), 0, k + 1, null));
      }
      low = angle < 0 ? angle : low;
      high = angle < 0 ? high : angle;
      angle = low + (high - low) * Draws.uniform(key.fold(ANGLE).fold(k));
    }
  }

  /** The log density without the normals. */
  private static double likelihood(double logDensity, double[] position) {
    double square = 0;
    for (double x : position) {
      square += x * x;
    }
    return logDensity + square / 2;
  }

  @Override
  public String identity() {
    return "EllipticalSlice";
  }

  @Override
  public boolean hasStepSize() {
    return false;
  }

  @Override
  public EllipticalSlice tuned(Tuning newTuning) {
    return new EllipticalSlice(potential, newTuning);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return tuning.stepSize();
  }
}
