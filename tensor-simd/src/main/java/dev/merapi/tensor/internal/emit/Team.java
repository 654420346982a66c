package dev.merapi.tensor.internal.emit;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that help one another with long stages. They start when they are first needed and end by
 * themselves when nothing has come for a second, so nobody has to close a team.
 */
final class Team {
  /**
   * The memory of a thread while it takes part: for each tile of a block, two times.
   *
   * @param own of a block that it took
   * @param spare of a block that another took
   */
  @SuppressWarnings("ArrayRecordComponent") // memory has identity, and is never compared
  record Desk(Memory[] own, Memory[] spare) {}

  /** Stages of so many blocks take half a millisecond: much longer than a thread takes to wake. */
  static final int LEAST = 32;

  private final int helpers;
  private final int least;
  private final ThreadPoolExecutor pool;
  private final Queue<Desk> desks = new ConcurrentLinkedQueue<>();

  /**
   * A caller and the threads beside it, with a desk for each.
   *
   * @param least the blocks of a stage that is worth a team
   */
  Team(int threads, int least, Supplier<Desk> desk) {
    this.helpers = threads - 1;
    this.least = least;
    for (int i = 0; i < threads; i++) {
      desks.add(desk.get());
    }
    this.pool =
        new ThreadPoolExecutor(
            0,
            threads - 1,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("merapi-rows-", 0).factory());
  }

  /** The blocks of a stage that is worth a team. */
  int least() {
    return least;
  }

  /** Runs a task here and, as far as they are free, on the others; returns when it is done here. */
  void run(Runnable task) {
    for (int i = 0; i < helpers; i++) {
      try {
        pool.execute(task);
      } catch (RejectedExecutionException _) {
        break; // all are still in a pass before: this one goes on without them
      }
    }
    task.run();
  }

  /** A desk of its own for a thread, until it gives it back: there is one for each. */
  Desk take() {
    return Objects.requireNonNull(desks.poll());
  }

  void giveBack(Desk desk) {
    desks.add(desk);
  }
}
