package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;

/** A kernel on ℝⁿ, whose chain begins at a point. */
public interface PointKernel<S, I> extends Kernel<S, I> {
  /**
   * The state of a chain before its first step.
   *
   * @param key for what is random in finding it
   */
  S begin(Key key, Point start);
}
