package dev.merapi.infer.internal.sum;

/**
 * A sum that cannot be carried along instead of its summands: they are needed in another way too.
 */
public final class Uncounted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For the summands of this name. */
  public Uncounted(String part) {
    super(part, null, false, false);
  }
}
