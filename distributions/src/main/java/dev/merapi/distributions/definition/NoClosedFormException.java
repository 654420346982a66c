package dev.merapi.distributions.definition;

import dev.merapi.tensor.MerapiException;

/** A quantity that has no closed form for a distribution, or none that is known here. */
public final class NoClosedFormException extends MerapiException {
  private static final long serialVersionUID = 1L;

  /** The distribution and what was asked of it. */
  public NoClosedFormException(Moments distribution, String quantity) {
    super(
        "The distribution %s has no closed form of its %s; estimate it from draws: sample(key, Shape.of(n))"
            .formatted(distribution.getClass().getSimpleName(), quantity));
  }
}
