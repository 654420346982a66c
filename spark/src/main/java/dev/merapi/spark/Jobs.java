package dev.merapi.spark;

import dev.merapi.effects.ModelException;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.MerapiException;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** Work for executors. */
final class Jobs {
  private Jobs() {}

  /** A counter that the stages of Spark's UI show, summed over their tasks. */
  static LongAccumulator counter(SparkContext context, String what) {
    return context.longAccumulator("Merapi: " + what);
  }

  /**
   * Goes on unless the session has been stopped.
   *
   * @throws ArgumentException if it has
   */
  static void requireRunning(SparkContext context) {
    if (context.isStopped()) {
      throw new ArgumentException(
          "The SparkSession is stopped, and with it the rows are gone. Make a session, and of it a density, anew.");
    }
  }

  /**
   * The result; where a task failed with a sentence of this library, that sentence, and one where
   * the session was stopped.
   */
  static <A> A run(SparkContext context, Supplier<A> job) {
    requireRunning(context);
    try {
      return job.get();
    } catch (Exception failed) { // Spark, written in Scala, throws checked ones without saying so
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof MerapiException sentence) {
          throw sentence;
        }
        if (cause instanceof InterruptedException) {
          throw interrupted(failed);
        }
      }
      requireRunning(context);
      throw failed;
    }
  }

  /** What a wait that was interrupted throws; the thread stays interrupted. */
  static ModelException interrupted(Exception stopped) {
    Thread.currentThread().interrupt();
    return new ModelException(
        "The thread was interrupted while it waited for Spark; nothing was computed.", stopped);
  }
}
