package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * A log-weight of a site of a program that ran in one world.
 *
 * @param role what it is for
 * @param site the site, whose plates are its batch dims
 * @param logWeight of each element, in one world: [B..]
 */
public record Term(Role role, Site site, Tensor logWeight) {
  /** What a log-weight is for. */
  public enum Role {
    /** A density of the model inside of a sum. */
    INSIDE,
    /** What a site of the model adds to a bound. */
    GAIN,
    /** What a site of the guide takes from a bound. */
    LOSS,
    /** The probability of a value under the guide. */
    PROPOSAL,
    /** A weight of a draw that has no gradient of its own. */
    SCORE,
    /** What the costs that weigh such a draw are expected to be. */
    BASELINE
  }
}
