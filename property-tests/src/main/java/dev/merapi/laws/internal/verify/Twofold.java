package dev.merapi.laws.internal.verify;

import dev.merapi.infer.mcmc.Potential;

/**
 * The density of a position with two data sets that are independent given it: that with the first,
 * times that with the second, over that without data.
 */
public record Twofold(Potential first, Potential second, Potential prior) implements Potential {
  @Override
  public int dimension() {
    return prior.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    double[] slope = new double[gradient.length];
    double value = first.logDensityAndGradient(position, gradient);
    value += second.logDensityAndGradient(position, slope);
    for (int i = 0; i < slope.length; i++) {
      gradient[i] += slope[i];
    }
    value -= prior.logDensityAndGradient(position, slope);
    for (int i = 0; i < slope.length; i++) {
      gradient[i] -= slope[i];
    }
    return value;
  }

  @Override
  public Potential fork() {
    return new Twofold(first.fork(), second.fork(), prior.fork());
  }
}
