package dev.merapi.infer.particle;

import dev.merapi.effects.Settings;
import dev.merapi.infer.internal.given.Interrupts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Threads that share the particles of a population in blocks. What a particle computes is a
 * function of its index, so the blocks decide nothing; of several failures the one of the lowest
 * index is thrown.
 */
final class Crew implements AutoCloseable {
  private final ExecutorService pool;
  private final int threads;
  private final Settings settings = Settings.current().validation(false);

  private Crew(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("merapi-particles-", 0).daemon().factory());
  }

  /** At most so many threads for so many particles. */
  static Crew of(int threads, int particles) {
    return new Crew(Math.min(threads, particles));
  }

  /** Goes on unless the thread has been interrupted. */
  static void requireUninterrupted() {
    Interrupts.require(
        "The run was interrupted while particles were on their way: it has no result.");
  }

  /** Does something for each of 0 … n − 1, without checks of the program. */
  void each(int n, IntConsumer work) {
    if (threads == 1 || n == 1) {
      block(0, n, work);
      return;
    }
    List<Future<?>> parts = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int from = (int) ((long) n * t / threads);
      int to = (int) ((long) n * (t + 1) / threads);
      parts.add(pool.submit(() -> block(from, to, work)));
    }
    parts.forEach(this::finish);
  }

  int threads() {
    return threads;
  }

  /** The result of a block without checks of the program. */
  <T> T unchecked(Supplier<T> block) {
    return settings.in(block);
  }

  private void block(int from, int to, IntConsumer work) {
    boolean _ =
        settings.in(
            () -> {
              for (int i = from; i < to; i++) {
                requireUninterrupted();
                work.accept(i);
              }
              return true;
            });
  }

  private void finish(Future<?> part) {
    try {
      part.get();
    } catch (InterruptedException _) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      requireUninterrupted();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default ->
            throw new IllegalStateException("A particle has failed.", failure.getCause());
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
