package dev.merapi.infer.sum;

/**
 * How enumerated sites are summed out.
 *
 * @param scaling what to do with scales around them
 * @param form how Markov chains are summed
 */
public record Summing(Scaling scaling, ChainForm form) {
  /** Exact sums only, chains as loops from the first step to the last. */
  public static final Summing EXACT = new Summing(Scaling.COMMON, ChainForm.LINEAR);

  /** With that treatment of scales. */
  public Summing with(Scaling other) {
    return new Summing(other, form);
  }

  /** With chains in that form. */
  public Summing with(ChainForm other) {
    return new Summing(scaling, other);
  }
}
