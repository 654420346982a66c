package dev.merapi.infer.vi.optim;

import dev.merapi.tensor.ArgumentException;

/** A rate for each step, counted from 1. */
@FunctionalInterface
public interface Schedule {
  /** The greatest rate that is not taken for a mistake. */
  double GREATEST = 1000;

  /** The rate of a step. */
  double at(long step);

  /**
   * The same rate always.
   *
   * @throws ArgumentException unless 0 &lt; rate ≤ 1000
   */
  static Schedule constant(double rate) {
    double checked = checked(rate);
    return _ -> checked;
  }

  /**
   * rate · factor^(step / every): falls by {@code factor} in so many steps, smoothly.
   *
   * @throws ArgumentException if the factor lies outside (0, 1] or a fall takes no step
   */
  static Schedule exponential(double rate, double factor, long every) {
    double checked = checked(rate);
    if (!(factor > 0 && factor <= 1) || every < 1) {
      throw new ArgumentException(
          "A rate falls by a factor in (0, 1] in at least one step, but the factor is %s and the steps are %d."
              .formatted(factor, every));
    }
    return step -> checked * StrictMath.pow(factor, (double) step / every);
  }

  /** ½ rate (1 + cos π step / steps), and 0 from there on. */
  static Schedule cosine(double rate, long steps) {
    double checked = checked(rate);
    return step -> step >= steps ? 0 : checked * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
  }

  /** rate / √(1 + step / steps). */
  static Schedule inverseRoot(double rate, long steps) {
    double checked = checked(rate);
    return step -> checked / Math.sqrt(1 + (double) step / steps);
  }

  /** This schedule, times step / steps in its first so many steps. */
  default Schedule warmUp(long steps) {
    return step -> at(step) * Math.min(1, (double) step / steps);
  }

  private static double checked(double rate) {
    if (!(rate > 0 && rate <= GREATEST)) {
      throw new ArgumentException(
          "The learning rate is %s, with which parameters stand still or are lost. Rates lie in (0, 1000]; 0.01 is a usual one for Adam."
              .formatted(rate));
    }
    return rate;
  }
}
