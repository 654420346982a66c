package dev.merapi.infer.chain;

import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs chains on a fixed number of platform threads: they compute and never wait, so there is
 * nothing for virtual threads to overlap.
 */
final class Parallel {
  private Parallel() {}

  static Chains run(
      Runner plan, Key key, List<Optional<Chain>> before, Progress progress, Saver saver) {
    AtomicBoolean stop = new AtomicBoolean();
    boolean interrupted = false;
    try (ExecutorService pool = pool(Math.min(plan.threads(), plan.chains()))) {
      List<Future<Chain>> futures = new ArrayList<>();
      for (int c = 0; c < plan.chains(); c++) {
        int chain = c;
        Walk<?, ?> walk = plan.walks().apply(c);
        Supplier<Chain> run =
            () ->
                walk.run(
                    chain, key.fold(chain), before.get(chain), plan, progress, saver, stop::get);
        futures.add(pool.submit(() -> runOrStopAll(run, stop)));
      }
      List<Chain> chains = new ArrayList<>();
      while (chains.size() < futures.size()) {
        try {
          chains.add(futures.get(chains.size()).get());
        } catch (InterruptedException _) {
          interrupted = true;
          stop.set(true);
        }
      }
      return new Chains(chains);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().name("merapi-chain-", 0).daemon().factory());
  }

  /** A chain that fails takes the others with it, so that the failure is seen at once. */
  private static Chain runOrStopAll(Supplier<Chain> run, AtomicBoolean stop) {
    boolean done = false;
    try {
      Chain chain = run.get();
      done = true;
      return chain;
    } finally {
      if (!done) {
        stop.set(true);
      }
    }
  }

  /** The failure of a chain, as it was thrown. */
  private static RuntimeException rethrown(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException("A chain failed.", failure);
    };
  }
}
