package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;

/**
 * A kernel that moves {@link Point}s and can be tuned: warm-up sees a kernel only like this.
 *
 * <p>For a fixed tuning it leaves its target invariant; retuning between steps is what warm-up does
 * and what ends with it.
 */
public interface Tunable extends Kernel<Point, McmcInfo> {
  /** The tuning this kernel runs with. */
  Tuning tuning();

  /** The same kernel with another tuning. It shares this one's scratch arrays, and its thread. */
  Tunable tuned(Tuning tuning);

  /**
   * A step size of the right order of magnitude at {@code at}, found from {@link #tuning()} by
   * trial; kernels without such a rule return the step size they have.
   */
  double reasonableStepSize(Key key, Point at);
}
