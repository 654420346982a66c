package dev.merapi.effects;

import dev.merapi.tensor.ArgumentException;

/**
 * A program that means nothing: the message names the site, its plates, what was found, what was
 * expected and a remedy.
 */
public class ModelException extends ArgumentException {
  private static final long serialVersionUID = 1L;

  /** The error that the sentence describes. */
  public ModelException(String message) {
    super(message);
  }

  /** The error that the sentence describes, and what led to it. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
