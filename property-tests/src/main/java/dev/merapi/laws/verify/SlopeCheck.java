package dev.merapi.laws.verify;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import java.util.List;

/**
 * The gradient is the slope of the log density, by differences of fourth order, each number of each
 * site by itself.
 */
final class SlopeCheck {
  private static final int POINTS = 4;
  private static final double STEP = 1e-3;
  private static final double TOLERANCE = 1e-5;

  private SlopeCheck() {}

  static Outcome run(Subject subject, Key key) {
    int d = subject.density().dimension();
    if (d == 0) {
      return new Outcome.Idle("there is no continuous latent site");
    }
    Potential potential = subject.density().potential();
    List<Label> labels = Label.of(subject.density().coordinates());
    int looked = 0;
    for (int i = 0; i < POINTS; i++) {
      double[] at = Points.uniform(key.fold(i), d, 1.5);
      for (Label label : labels) {
        if (fails(potential, at, label.index())) {
          double[] simple = Points.shrunk(at, tried -> fails(potential, tried, label.index()));
          double[] slope = new double[d];
          potential.logDensityAndGradient(simple, slope);
          return new Outcome.Failed(
              "The gradient by '%s' is %.8g at %s, but the log density rises by %.8g there. Is there a primitive or bijector of your own whose derivative is wrong, or a jump?"
                  .formatted(
                      label.name(),
                      slope[label.index()],
                      Points.text(simple),
                      difference(potential, simple, label.index(), STEP)));
        }
        looked++;
      }
    }
    return new Outcome.Passed("%d slopes".formatted(looked));
  }

  /**
   * A kink or a step too wide gives other answers as the step is halved; a wrong slope does not.
   */
  private static boolean fails(Potential potential, double[] at, int j) {
    double[] slope = new double[at.length];
    double value = potential.logDensityAndGradient(at, slope);
    if (!Double.isFinite(value)) {
      return false;
    }
    double wide = difference(potential, at, j, STEP);
    double narrow = difference(potential, at, j, STEP / 4);
    double doubt = 4 * Math.abs(wide - narrow);
    double size = Math.max(1, Math.max(Math.abs(slope[j]), 1e-6 * Math.abs(value)));
    return Math.abs(slope[j] - narrow) > TOLERANCE * size + doubt;
  }

  private static double difference(Potential potential, double[] at, int j, double h) {
    return (8 * (moved(potential, at, j, h) - moved(potential, at, j, -h))
            - (moved(potential, at, j, 2 * h) - moved(potential, at, j, -2 * h)))
        / (12 * h);
  }

  private static double moved(Potential potential, double[] at, int j, double h) {
    double[] moved = at.clone();
    moved[j] += h;
    return potential.logDensityAndGradient(moved, new double[at.length]);
  }
}
