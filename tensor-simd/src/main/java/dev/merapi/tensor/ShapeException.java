package dev.merapi.tensor;

/**
 * Shapes, axes or indices that do not fit. The message names the operation, both shapes and the
 * axis from the right.
 */
public final class ShapeException extends ArgumentException {
  private static final long serialVersionUID = 1L;

  /** The error that the sentence describes. */
  public ShapeException(String message) {
    super(message);
  }
}
