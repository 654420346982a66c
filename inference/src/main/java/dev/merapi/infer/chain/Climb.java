package dev.merapi.infer.chain;

import static dev.merapi.infer.internal.Vectors.add;
import static dev.merapi.infer.internal.Vectors.dot;

import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Ascent of a log density by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno,
 * each step shortened until it gains enough. It stops early, when three steps in a row gain little:
 * the summit is not where a chain should begin, and that of a funnel is no place at all.
 *
 * <p>Source: Nocedal and Wright, "Numerical Optimization" (2006), algorithms 7.4 and 3.1.
 */
final class Climb {
  private static final int MEMORY = 6;
  private static final int SHORTEST = 30;
  private static final double SUFFICIENT = 1e-4;
  private static final double LITTLE = 0.02;

  /** One small step may be due to bad units, which further steps learn. */
  private static final int SMALL_STEPS = 3;

  /** A step s, the change y of the descent gradient over it, and s·y > 0. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the class
  private record Step(double[] s, double[] y, double product) {}

  private final Potential potential;
  private final Deque<Step> memory = new ArrayDeque<>();
  private long gradients;

  Climb(Potential potential) {
    this.potential = potential;
  }

  /** The gradients evaluated. */
  long gradients() {
    return gradients;
  }

  /** The end of at most {@code steps} steps from {@code start}, where all is finite. */
  Point from(Point start, int steps) {
    memory.clear();
    Point at = start;
    int small = 0;
    for (int i = 0; i < steps; i++) {
      double[] direction = direction(at.gradient());
      double slope = dot(direction, at.gradient());
      if (!(slope > 0 && slope < Double.POSITIVE_INFINITY)) {
        return at;
      }
      Point next = search(at, direction, slope, memory.isEmpty());
      if (next == null) {
        return at;
      }
      double gain = next.logDensity() - at.logDensity();
      remember(at, next);
      at = next;
      small = gain < LITTLE ? small + 1 : 0;
      if (small == SMALL_STEPS) {
        return at;
      }
    }
    return at;
  }

  /** The two loops: an approximation of the inverse Hessian times the gradient. */
  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] weights = new double[memory.size()];
    int k = 0;
    for (Step step : memory) {
      weights[k] = dot(step.s, q) / step.product;
      add(-weights[k], step.y, q);
      k++;
    }
    if (!memory.isEmpty()) {
      Step newest = memory.getFirst();
      double scale = newest.product / dot(newest.y, newest.y);
      for (int i = 0; i < q.length; i++) {
        q[i] *= scale;
      }
    }
    Iterator<Step> oldestFirst = memory.descendingIterator();
    while (oldestFirst.hasNext()) {
      Step step = oldestFirst.next();
      k--;
      add(weights[k] - dot(step.y, q) / step.product, step.s, q);
    }
    return q;
  }

  /** The first of ever shorter steps that gains enough, if one does. */
  private @Nullable Point search(Point at, double[] direction, double slope, boolean first) {
    double length = first ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
    double[] from = at.position();
    for (int attempt = 0; attempt < SHORTEST; attempt++) {
      double[] to = from.clone();
      add(length, direction, to);
      Point next = Point.at(potential, to);
      gradients++;
      if (next.isFinite() && next.logDensity() >= at.logDensity() + SUFFICIENT * length * slope) {
        return next;
      }
      length *= first ? 0.1 : 0.5;
    }
    return null;
  }

  private void remember(Point before, Point after) {
    double[] s = after.position();
    add(-1, before.position(), s);
    double[] y = before.gradient();
    add(-1, after.gradient(), y);
    double product = dot(s, y);
    if (product > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y)) && product < Double.POSITIVE_INFINITY) {
      memory.addFirst(new Step(s, y, product));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
    }
  }
}
