package dev.merapi.tensor.internal.emit;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that help one another with long stages. They start when they are first needed and end by
 * themselves when nothing has come for a second, so nobody has to close a team.
 */
final class Team {
  private final int helpers;
  private final ThreadPoolExecutor pool;

  /** A caller and the threads beside it. */
  Team(int threads) {
    this.helpers = threads - 1;
    this.pool =
        new ThreadPoolExecutor(
            0,
            threads - 1,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("merapi-rows-", 0).factory());
  }

  /** Runs a task here and, as far as they are free, on the others; returns when it is done here. */
  void run(Runnable task) {
    for (int i = 0; i < helpers; i++) {
      try {
        pool.execute(task);
      } catch (RejectedExecutionException _) {
        break; // all are still at the end of the pass before: this one goes on without them
      }
    }
    task.run();
  }
}
