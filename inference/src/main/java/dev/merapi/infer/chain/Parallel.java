package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Potential;
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
    Watch watch = new Watch(progress, saver, stop::get);
    int size = Math.min(plan.lanes(), Math.ceilDiv(plan.chains(), plan.threads()));
    int groups = Math.ceilDiv(plan.chains(), size);
    try (ExecutorService pool = pool(Math.min(plan.threads(), groups))) {
      List<Future<List<Chain>>> futures = new ArrayList<>();
      for (int g = 0; g < groups; g++) {
        List<Walk<?, ?>> walks = new ArrayList<>();
        int first = g * plan.chains() / groups;
        for (int c = first; c < (g + 1) * plan.chains() / groups; c++) {
          walks.add(plan.walks().apply(c));
        }
        Supplier<List<Chain>> run = () -> run(walks, first, plan, key, before, watch);
        futures.add(pool.submit(() -> runOrStopAll(run, stop)));
      }
      List<Chain> chains = new ArrayList<>();
      int taken = 0;
      while (taken < futures.size()) {
        try {
          chains.addAll(futures.get(taken).get());
          taken++;
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

  /**
   * Chains of consecutive numbers on one thread: one after the other, or in company where all of
   * them ask for gradients of one density.
   */
  private static List<Chain> run(
      List<Walk<?, ?>> walks,
      int first,
      Runner plan,
      Key key,
      List<Optional<Chain>> before,
      Watch watch) {
    List<Course<?, ?>> courses = new ArrayList<>();
    boolean together = walks.size() > 1 && walks.stream().allMatch(Parallel::asks);
    List<Chain> chains = new ArrayList<>();
    for (int i = 0; i < walks.size(); i++) {
      int c = first + i;
      Course<?, ?> course = walks.get(i).course(c, key.fold(c), before.get(c), plan, watch);
      courses.add(course);
      if (!together) {
        chains.add(course.run());
      }
    }
    if (together) {
      Potential target = walks.getFirst().target().orElseThrow();
      new Company(target.together(walks.size()), courses).run();
      courses.forEach(course -> chains.add(course.chain()));
    }
    return chains;
  }

  private static boolean asks(Walk<?, ?> walk) {
    return walk.target().isPresent() && walk.kernel().asking().isPresent();
  }

  private static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().name("merapi-chain-", 0).daemon().factory());
  }

  /** A chain that fails takes the others with it, so that the failure is seen at once. */
  private static <T> T runOrStopAll(Supplier<T> run, AtomicBoolean stop) {
    boolean done = false;
    try {
      T made = run.get();
      done = true;
      return made;
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
