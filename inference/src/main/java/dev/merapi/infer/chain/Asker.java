package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Kernel;

/**
 * A chain that asks for one gradient after the other, and knows nothing of its neighbours.
 *
 * @param course the chain
 * @param asking its kernel
 */
record Asker<S, I>(Course<S, I> course, Kernel.Asking<S, I> asking) {
  /** Goes on to the next question; false if there is none, since the chain has ended. */
  boolean asks() {
    while (!asking.asks()) {
      course.arrived(asking);
      if (!begins()) {
        return false;
      }
    }
    return true;
  }

  /** Begins an iteration; false if the chain has ended. */
  private boolean begins() {
    if (course.goesOn()) {
      course.start(asking);
      return true;
    }
    var _ = course.chain();
    return false;
  }

  /** Goes to the first question; false if the chain has ended already. */
  boolean comes() {
    return begins() && asks();
  }
}
