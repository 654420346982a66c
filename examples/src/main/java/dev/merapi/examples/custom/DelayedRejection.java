package dev.merapi.examples.custom;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;

/**
 * Random-walk Metropolis that tries a shorter step where a long one was refused (Tierney and Mira,
 * "Some adaptive Monte Carlo methods for Bayesian inference", 1999). The report is the number of
 * tries; 0 where none was taken.
 */
record DelayedRejection(Potential density, double far, double near)
    implements Kernel<Point, Integer> {
  @Override
  public Transition<Point, Integer> step(Key key, Point x) {
    Tensor at = Tensor.of(x.position());
    Tensor there = normal(at, far).sample(key.fold("first"));
    Point first = Point.at(density, there.toArray());
    double a = acceptance(x, first);
    if (uniform(0, 1).sample(key.fold("accept")).item() < a) {
      return new Transition<>(first, 1);
    }
    Tensor here = normal(at, near).sample(key.fold("second"));
    Point second = Point.at(density, here.toArray());
    double ways =
        normal(here, far).logProb(there).sum().item() - normal(at, far).logProb(there).sum().item();
    double ratio = Math.exp(second.logDensity() - x.logDensity() + ways);
    double b = (1 - acceptance(second, first)) / (1 - a) * ratio;
    boolean taken = uniform(0, 1).sample(key.fold("again")).item() < b;
    return new Transition<>(taken ? second : x, taken ? 2 : 0);
  }

  private static double acceptance(Point from, Point to) {
    return Math.min(1, Math.exp(to.logDensity() - from.logDensity()));
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
