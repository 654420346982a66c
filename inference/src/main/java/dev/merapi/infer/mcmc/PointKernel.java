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

  /**
   * The state at another point, or at the same one where the density has become another: for what
   * moves the rest of a state in between. What was learnt stays, if the kernel says how; a kernel
   * that does not begins anew.
   */
  default S moved(Key key, S state, Point to) {
    return begin(key, to);
  }
}
