package dev.merapi.tensor;

/**
 * What was given does not fit. The message names it, what was found, what was expected and a
 * remedy.
 */
public class ArgumentException extends MerapiException {
  private static final long serialVersionUID = 1L;

  /** The error that the sentence describes. */
  public ArgumentException(String message) {
    super(message);
  }

  /** The error that the sentence describes, and what led to it. */
  public ArgumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
