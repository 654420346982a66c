package dev.merapi.infer.internal.given;

import dev.merapi.effects.ModelException;

/** Interrupts, heard where something takes long. */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Goes on unless the thread has been interrupted, which stays so.
   *
   * @param what what is interrupted, and what comes of it, as a sentence
   * @throws ModelException with that sentence
   */
  public static void require(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ModelException(what);
    }
  }
}
