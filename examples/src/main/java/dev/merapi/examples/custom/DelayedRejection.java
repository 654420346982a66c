package dev.merapi.examples.custom;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;

/**
 * Random-walk Metropolis that tries a shorter step where a long one was refused (Tierney and Mira,
 * "Some adaptive Monte Carlo methods for Bayesian inference", 1999). The report is the number of
 * tries; 0 where none was taken.
 */
record DelayedRejection(Potential density, double far, double near)
    implements Kernel<Point, Integer> {
  @Override
  public Transition<Point, Integer> step(Key key, Point x) {
    Point first = move(key.fold("first"), x, far);
    double a = acceptance(x, first);
    if (uniform(0, 1).sample(key.fold("accept")).item() < a) {
      return new Transition<>(first, 1);
    }
    Point second = move(key.fold("second"), x, near);
    double back = acceptance(second, first);
    double ratio = second.logDensity() - x.logDensity();
    ratio += (squared(first, x) - squared(first, second)) / (2 * far * far);
    double b = (1 - back) / (1 - a) * Math.exp(ratio);
    boolean taken = uniform(0, 1).sample(key.fold("again")).item() < b;
    return new Transition<>(taken ? second : x, taken ? 2 : 0);
  }

  private Point move(Key key, Point from, double scale) {
    double[] q = normal(0, scale).sample(key, Shape.of(from.dimension())).toArray();
    for (int i = 0; i < q.length; i++) {
      q[i] += from.coordinate(i);
    }
    return Point.at(density, q);
  }

  private static double acceptance(Point from, Point to) {
    return Math.min(1, Math.exp(to.logDensity() - from.logDensity()));
  }

  private static double squared(Point a, Point b) {
    double sum = 0;
    for (int i = 0; i < a.dimension(); i++) {
      sum += (a.coordinate(i) - b.coordinate(i)) * (a.coordinate(i) - b.coordinate(i));
    }
    return sum;
  }

  @Override
  public Codec<Point> codec() {
    return Point.CODEC;
  }

  @Override
  public double[] position(Point state) {
    return state.position();
  }
}
