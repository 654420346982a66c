package dev.merapi.infer.mcmc;

import dev.merapi.tensor.MerapiException;

/** A chain cannot go on; the message says where it is and what to do. */
public final class SamplingException extends MerapiException {
  private static final long serialVersionUID = 1;

  /** Why it cannot, in sentences. */
  public SamplingException(String message) {
    super(message);
  }
}
