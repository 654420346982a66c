package dev.merapi.infer.sum;

/** How a Markov chain is summed out. The sums are the same up to rounding. */
public enum ChainForm {
  /** One loop over the steps, from the first to the last: T · S² for T steps of S states. */
  LINEAR,
  /**
   * Products of neighbouring steps, two by two: T · S³, and log₂ T operations one after the other.
   * For few states and much parallel hardware.
   */
  LOG_DEPTH,
  /** Variable by variable, as everything outside of chains: a graph as long as the chain. */
  STEPWISE
}
