package dev.merapi.infer.chain;

import dev.merapi.tensor.MerapiException;

/** A checkpoint cannot be used or written; the message names the file and says why. */
public final class CheckpointException extends MerapiException {
  private static final long serialVersionUID = 1;

  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
