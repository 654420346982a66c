package dev.merapi.infer.codec;

import dev.merapi.tensor.MerapiException;

/** Bytes that no value was written as: a file is damaged, or of another origin. */
public final class DamagedException extends MerapiException {
  private static final long serialVersionUID = 1;

  /** What is wrong with them, in a sentence. */
  public DamagedException(String message) {
    super(message);
  }

  /** What is wrong with them, and what led to it. */
  public DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
