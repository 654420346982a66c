package dev.merapi.spark;

import dev.merapi.tensor.MerapiException;
import java.util.function.Supplier;

/** Work for executors. */
final class Jobs {
  private Jobs() {}

  /** The result; where a task failed with a sentence of this library, that sentence. */
  static <A> A run(Supplier<A> job) {
    try {
      return job.get();
    } catch (Exception failed) { // Spark, written in Scala, throws checked ones without saying so
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof MerapiException sentence) {
          throw sentence;
        }
      }
      throw failed;
    }
  }
}
