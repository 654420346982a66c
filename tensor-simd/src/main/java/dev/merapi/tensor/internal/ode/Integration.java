package dev.merapi.tensor.internal.ode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Steps from each time to the next, as long as their errors allow. Every time is the end of a step.
 * Source: Hairer, Nørsett and Wanner, "Solving Ordinary Differential Equations I" (1993), section
 * II.4, for the first step and for the control of the others.
 */
final class Integration {
  private static final double SAFETY = 0.9;
  private static final double LEAST = 0.2;
  private static final double GREATEST = 5;

  /** A step this small beside the time does not change it any more. */
  private static final double NOTHING = 1e-14;

  private final Accuracy accuracy;
  private final Slope slope;
  private final Step step;
  private final double[] y;
  private final double[] next;
  private final double[] work;
  private int taken;
  private int refused;
  private double stopped;
  private String reason = "";

  Integration(Accuracy accuracy, Slope slope, int n) {
    this.accuracy = accuracy;
    this.slope = slope;
    this.step =
        accuracy.implicit()
            ? new ImplicitStep(slope, accuracy, n)
            : new ExplicitStep(slope, accuracy, n);
    this.y = new double[n];
    this.next = new double[n];
    this.work = new double[n];
  }

  Step step() {
    return step;
  }

  /** The states at the times, NaN from where it had to stop; whether it came to the end. */
  boolean run(double[] times, double[] start, double[] out, @Nullable Tape tape) {
    taken = 0;
    refused = 0;
    int n = y.length;
    System.arraycopy(start, 0, y, 0, n);
    System.arraycopy(start, 0, out, 0, n);
    if (tape != null) {
      tape.clear();
    }
    double h = 0;
    if (n > 0) {
      step.begin(times[0], y);
    }
    for (int i = 1; i < times.length; i++) {
      double span = times[i] - times[i - 1];
      if (n > 0 && span != 0) {
        h = h == 0 ? first(times[0], span) : Math.copySign(h, span);
        h = between(times[i - 1], times[i], h, tape);
      }
      if (Double.isNaN(h)) {
        Arrays.fill(out, i * n, out.length, Double.NaN);
        return false;
      }
      System.arraycopy(y, 0, out, i * n, n);
      if (tape != null) {
        tape.mark(i - 1);
      }
    }
    return true;
  }

  /** Steps from a time to another; the length that the next step may have, NaN if it stopped. */
  private double between(double from, double to, double proposed, @Nullable Tape tape) {
    double t = from;
    double h = proposed;
    double power = -1.0 / accuracy.tableau().order();
    boolean again = false;
    for (int attempt = 0; attempt < accuracy.most(); attempt++) {
      boolean last = Math.abs(h) * 1.01 >= Math.abs(to - t);
      double now = last ? to - t : h;
      double error = step.attempt(t, now, y, next);
      if (error <= 1) {
        taken++;
        if (tape != null) {
          tape.add(t, now, y, step.slopes());
        }
        t = last ? to : t + now;
        System.arraycopy(next, 0, y, 0, y.length);
        step.accept(t, y);
        double most = again ? 1 : GREATEST;
        again = false;
        double grown = now * Math.min(most, Math.max(LEAST, SAFETY * Math.pow(error, power)));
        if (last) {
          return Math.abs(grown) > Math.abs(h) ? grown : h;
        }
        h = grown;
      } else {
        refused++;
        again = true;
        double factor = error < Double.POSITIVE_INFINITY ? SAFETY * Math.pow(error, power) : 0;
        h = now * Math.max(LEAST, factor);
        if (!(Math.abs(h) > NOTHING * Math.max(Math.abs(t), Math.abs(to - from)))) {
          return stop(t, "no step is small enough: the solution or its slope leaves the numbers");
        }
      }
    }
    return stop(
        t,
        "%d steps were not enough to come from %s to %s%s"
            .formatted(
                accuracy.most(),
                from,
                to,
                accuracy.implicit() ? "" : "; if the equation is stiff, take Ode.stiff()"));
  }

  private double stop(double t, String why) {
    stopped = t;
    reason = why;
    return Double.NaN;
  }

  /** A first step whose error is about right, by the first two derivatives. */
  private double first(double t, double span) {
    double[] slopes = step.slopes()[0];
    double size = accuracy.norm(y, y, y);
    double speed = accuracy.norm(slopes, y, y);
    double length = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
    length = Math.min(length, Math.abs(span));
    System.arraycopy(y, 0, next, 0, y.length);
    Tableau.add(Math.copySign(length, span), slopes, next);
    slope.at(t + Math.copySign(length, span), next, work);
    Tableau.add(-1, slopes, work);
    double bend = Math.max(speed, accuracy.norm(work, y, y) / length);
    double order = accuracy.tableau().order();
    double second =
        bend <= 1e-15 ? Math.max(1e-6, length * 1e-3) : Math.pow(0.01 / bend, 1 / order);
    double found = Math.min(100 * length, second);
    return Math.copySign(found > 0 ? Math.min(found, Math.abs(span)) : 1e-6 * Math.abs(span), span);
  }

  /** What happened. */
  String describe(boolean ended, double[] times) {
    String what =
        "%d steps, %d refused, %d evaluations of the slope"
            .formatted(taken, refused, slope.evaluations());
    return ended
        ? "From %s to %s: %s.".formatted(times[0], times[times.length - 1], what)
        : "The solution stopped at %s (%s): %s. From the next time on it is NaN."
            .formatted(stopped, what, reason);
  }
}
