package dev.merapi.infer.vi.optim;

import dev.merapi.tensor.ArgumentException;
import java.util.function.BiConsumer;

/**
 * Minimises a smooth function by its gradients: the limited-memory method of Broyden, Fletcher,
 * Goldfarb and Shanno (Nocedal and Wright, <em>Numerical Optimization</em>, 2nd edition, algorithms
 * 7.4 and 7.5), with a search along each line that ends where the function has fallen enough and is
 * less steep (Lewis and Overton, <em>Nonsmooth optimization via quasi-Newton methods</em>, 2013,
 * algorithm 2.6). Where the function is not finite it counts as too large.
 *
 * @param memory how many pairs of steps and gradients are kept, at least 1
 * @param decrement ends where the method expects to gain less than this: ½ gᵀ H g twice in a row
 * @param evaluations the most evaluations, at least 1
 */
public record Lbfgs(int memory, double decrement, int evaluations) {
  private static final double FALL = 1e-4;
  private static final double CURVE = 0.9;
  private static final int HALVINGS = 40;

  /** Refuses settings out of range. */
  public Lbfgs {
    if (memory < 1 || evaluations < 1 || !(decrement >= 0)) {
      throw new ArgumentException(
          "L-BFGS keeps at least 1 pair, makes at least 1 evaluation and ends at an expected gain of at least 0, but has %d, %d and %s."
              .formatted(memory, evaluations, decrement));
    }
  }

  /** A function with its gradient. */
  @FunctionalInterface
  public interface Smooth {
    /** The value; overwrites the gradient. */
    double at(double[] position, double[] gradient);
  }

  /**
   * Where the search has ended.
   *
   * @param isDone whether by itself, and not at the last evaluation
   */
  @SuppressWarnings("ArrayRecordComponent") // the caller owns it
  public record Minimum(double[] position, double value, int evaluations, boolean isDone) {}

  /** Searches from a point where the function is finite. */
  public Minimum minimise(Smooth function, double[] start) {
    return minimise(function, start, (_, _) -> {});
  }

  /**
   * Searches, and tells of each point that a line has led to.
   *
   * @param reached is given the position and the gradient there, to be read at once
   */
  public Minimum minimise(Smooth function, double[] start, BiConsumer<double[], double[]> reached) {
    return new Search(this, function, start, reached).run();
  }

  private static final class Search {
    private final Lbfgs settings;
    private final Smooth function;
    private final BiConsumer<double[], double[]> reached;
    private final Pairs pairs;
    private double[] x;
    private double[] g;
    private double[] nextX;
    private double[] nextG;
    private final double[] direction;
    private double value;
    private int count;

    Search(
        Lbfgs settings, Smooth function, double[] start, BiConsumer<double[], double[]> reached) {
      this.settings = settings;
      this.reached = reached;
      this.function = function;
      this.x = start.clone();
      this.g = new double[x.length];
      this.nextX = new double[x.length];
      this.nextG = new double[x.length];
      this.direction = new double[x.length];
      this.pairs = new Pairs(settings.memory, x.length);
    }

    private double evaluate(double[] at, double[] gradient) {
      count++;
      double found = function.at(at, gradient);
      return Double.isFinite(found) && Double.isFinite(Pairs.dot(gradient, gradient))
          ? found
          : Double.POSITIVE_INFINITY;
    }

    Minimum run() {
      value = evaluate(x, g);
      if (!Double.isFinite(value)) {
        throw new ArgumentException(
            "L-BFGS starts at a point where the function or its gradient is not finite.");
      }
      int small = 0;
      while (count < settings.evaluations) {
        pairs.direction(g, direction);
        double slope = Pairs.dot(direction, g);
        if (!(slope < 0)) {
          pairs.clear();
          pairs.direction(g, direction);
          slope = Pairs.dot(direction, g);
        }
        boolean known = !pairs.isEmpty();
        small = known && -slope / 2 < settings.decrement ? small + 1 : 0;
        if (small == 2 || !(slope < 0)) {
          return new Minimum(x, value, count, true);
        }
        double first = known ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
        if (!line(slope, first)) {
          if (!known) {
            return new Minimum(x, value, count, true); // no further fall in doubles
          }
          pairs.clear();
        }
      }
      return new Minimum(x, value, count, false);
    }

    /** Moves to a point further down the line; false if there is none. */
    private boolean line(double slope, double first) {
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      double step = first;
      for (int i = 0; i < HALVINGS && count < settings.evaluations; i++) {
        for (int j = 0; j < x.length; j++) {
          nextX[j] = x[j] + step * direction[j];
        }
        double next = evaluate(nextX, nextG);
        if (!(next <= value + FALL * step * slope)) {
          high = step;
        } else if (Pairs.dot(nextG, direction) < CURVE * slope) {
          low = step;
        } else {
          move(next);
          return true;
        }
        step = Double.isFinite(high) ? (low + high) / 2 : 2 * low;
      }
      return false;
    }

    private void move(double next) {
      pairs.add(x, nextX, g, nextG);
      double[] oldX = x;
      double[] oldG = g;
      x = nextX;
      g = nextG;
      nextX = oldX;
      nextG = oldG;
      value = next;
      reached.accept(x, g);
    }
  }
}
