package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.MerapiException;

/**
 * A second derivative of a function whose first one is an approximation with no rule of its own.
 */
public final class NoSecondDerivativeException extends MerapiException {
  private static final long serialVersionUID = 1L;

  NoSecondDerivativeException(String what) {
    super(
        "The second derivative of "
            + what
            + " is not known; use a method that needs first derivatives only");
  }
}
