package dev.merapi.infer.particle;

import dev.merapi.tensor.MerapiException;

/** A program whose particles cannot be an axis of tensors; it runs as continuations. */
final class UntracedException extends MerapiException {
  private static final long serialVersionUID = 1L;

  UntracedException(String message) {
    super(message);
  }
}
