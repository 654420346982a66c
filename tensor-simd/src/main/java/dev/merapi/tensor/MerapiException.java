package dev.merapi.tensor;

/**
 * The root of everything that Merapi throws on purpose; catch it to catch them all. Unchecked,
 * since most of it is a mistake in a program, which a caller cannot mend while it runs. Users'
 * distributions and handlers may put theirs below it.
 *
 * <p>{@link ArgumentException} and what lies below it means that something given does not fit:
 * arguments, shapes, data, models. Others say that a computation could not go on, as {@link
 * SymbolicValueException}. What is not below the root is a defect of Merapi ({@link
 * IllegalStateException}), or was thrown by somebody else's code, files and threads.
 */
public abstract class MerapiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error that the sentence describes. */
  protected MerapiException(String message) {
    super(message);
  }

  /** The error that the sentence describes, and what led to it. */
  protected MerapiException(String message, Throwable cause) {
    super(message, cause);
  }
}
