package dev.merapi.spark;

import dev.merapi.tensor.ArgumentException;
import java.time.Duration;

/**
 * How positions come to the rows, and sums back. Whichever it is, values and gradients have the
 * same bits.
 */
public sealed interface Transport {
  /** A job for each gradient, which any cores do that are free. */
  record Aggregate() implements Transport {}

  /**
   * One job for many gradients: the tasks of a barrier stage connect to the driver, each with its
   * blocks and their code, and answer one position after the other. They hold their cores while
   * they are asked, and let go of them a second after the last question; they are there again with
   * the next. Where one is lost, Spark begins the stage again, and what was asked is asked again.
   * While there are not as many free cores as workers, each gradient is a job, and a line is
   * logged.
   *
   * <p>Workers connect to {@code spark.driver.host}, port {@code spark.merapi.port} (any free one
   * if it is not set), and know a secret that the job brought them. What is sent is encrypted and
   * authenticated under keys from it (AES-256-GCM), so it is as safe as the job, which Spark
   * encrypts with {@code spark.network.crypto.enabled}.
   *
   * @param workers how many there are; 0: one for each core, but not more than there are blocks
   * @param patience after which the driver gives up the wait for an answer, with a sentence
   */
  record Barrier(int workers, Duration patience) implements Transport {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * Refuses what is less than nothing.
     *
     * @throws ArgumentException if workers are below 0, or the patience is not above 0
     */
    public Barrier {
      if (workers < 0 || !patience.isPositive()) {
        throw new ArgumentException(
            "A barrier stage has at least 1 worker, or 0 for one on each core, and a patience above 0, but has %d workers and a patience of %s."
                .formatted(workers, patience));
      }
    }

    /** With so many workers. */
    public Barrier workers(int newWorkers) {
      return new Barrier(newWorkers, patience);
    }

    /** With another patience. */
    public Barrier patience(Duration newPatience) {
      return new Barrier(workers, newPatience);
    }
  }

  /** A job for each gradient. */
  static Aggregate aggregate() {
    return new Aggregate();
  }

  /** A worker on each core, and ten minutes for an answer. */
  static Barrier barrier() {
    return new Barrier(0, Barrier.PATIENCE);
  }
}
