package dev.merapi.distributions;

import dev.merapi.tensor.MerapiException;

/** A quantity that has no closed form for a law, or none that is known here. */
public final class NoClosedFormException extends MerapiException {
  private static final long serialVersionUID = 1L;

  /** The law and what was asked of it. */
  public NoClosedFormException(Moments law, String quantity) {
    super(
        "The law %s has no closed form of its %s; estimate it from draws: sample(key, Shape.of(n))"
            .formatted(law.getClass().getSimpleName(), quantity));
  }
}
