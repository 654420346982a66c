package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.CustomConstraint;

/**
 * A set of one's own that is reached one to one from unconstrained values, so that chains, guides
 * and first values work on it. Law: {@code check(bijector().forward(x))} is 1 for every finite x.
 */
public interface BijectiveConstraint extends CustomConstraint {
  /** The bijector from numbers or vectors without a constraint onto this set. */
  Bijector bijector();
}
