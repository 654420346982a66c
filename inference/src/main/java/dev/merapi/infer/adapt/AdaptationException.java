package dev.merapi.infer.adapt;

import dev.merapi.tensor.MerapiException;

/** A warm-up cannot go on; the message says where and what to do. */
public final class AdaptationException extends MerapiException {
  private static final long serialVersionUID = 1;

  AdaptationException(String message) {
    super(message);
  }
}
