package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;

/**
 * Slice sampling, one coordinate after the other: a level below the density is drawn, an interval
 * around the coordinate steps out until both its ends are below the level, and shrinks to every
 * point that is until one is above. The interval is as wide as the step size times the deviation
 * that the metric has for the coordinate. It always moves, and needs no gradient, only pays for it;
 * the mean acceptance that it reports is the share of its evaluations that moved it.
 *
 * <p>Source: Neal, "Slice sampling" (2003), figures 3 and 5.
 */
final class SliceSampling implements Tunable {
  private static final int MOST_STEPS = 50;

  private final Potential potential;
  private final Tuning tuning;
  private final double[] position;
  private final double[] gradient;
  private final double[] widths;

  SliceSampling(Potential potential, Tuning tuning) {
    this.potential = potential;
    this.tuning = tuning.of(potential);
    this.position = new double[potential.dimension()];
    this.gradient = new double[potential.dimension()];
    this.widths = new double[potential.dimension()];
    double[] unit = new double[widths.length];
    double[] image = new double[widths.length];
    for (int i = 0; i < widths.length; i++) {
      unit[i] = 1;
      tuning.metric().velocity(unit, image);
      unit[i] = 0;
      widths[i] = tuning.stepSize() * Math.sqrt(image[i]);
    }
  }

  @Override
  public Point init(double[] start) {
    return Point.at(potential, start);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    System.arraycopy(state.position(), 0, position, 0, position.length);
    double[] numbers = new double[MOST_STEPS + 3];
    double logDensity = state.logDensity();
    int evaluations = 0;
    for (int i = 0; i < position.length; i++) {
      Draws.uniform(key.fold(i), numbers, 0, numbers.length);
      double level = logDensity + Math.log(numbers[0]);
      double here = position[i];
      double low = here - widths[i] * numbers[1];
      double high = low + widths[i];
      int left = (int) (MOST_STEPS * numbers[2]);
      int right = MOST_STEPS - 1 - left;
      while (left-- > 0 && at(i, low) > level) {
        low -= widths[i];
        evaluations++;
      }
      while (right-- > 0 && at(i, high) > level) {
        high += widths[i];
        evaluations++;
      }
      logDensity = Double.NaN;
      for (int k = 0; !(logDensity > level); k++) {
        double u = k < MOST_STEPS ? numbers[3 + k] : Draws.uniform(key.fold(i).fold(k));
        double x = low + u * (high - low);
        if (!(low < x && x < high) || x == here) {
          position[i] = here;
          logDensity = potential.logDensityAndGradient(position, gradient);
          break;
        }
        logDensity = at(i, x);
        evaluations++;
        low = x < here ? x : low;
        high = x < here ? high : x;
      }
    }
    Point next = new Point(position, logDensity, gradient);
    double moved = position.length / (double) Math.max(1, evaluations);
    return new Transition<>(
        next,
        new McmcInfo(Math.min(1, moved), -next.logDensity(), 0, Math.max(1, evaluations), null));
  }

  /** The log density with one coordinate elsewhere; −∞ where it is none. */
  private double at(int i, double x) {
    position[i] = x;
    double value = potential.logDensityAndGradient(position, gradient);
    return value < Double.POSITIVE_INFINITY ? value : Double.NEGATIVE_INFINITY;
  }

  @Override
  public String identity() {
    return "SliceSampling " + tuning.stepSize();
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public SliceSampling tuned(Tuning newTuning) {
    return newTuning.equals(tuning) ? this : new SliceSampling(potential, newTuning);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return tuning.stepSize();
  }
}
