package dev.merapi.laws.internal.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The same task for 0 … n − 1 on some threads, each with tools of its own. */
public final class Workers {
  private Workers() {}

  /** Results in order; each is a function of its number alone. */
  public static <W, R> List<R> map(
      int n, int threads, Supplier<W> tools, BiFunction<W, Integer, R> task) {
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(n);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        W own = tools.get();
        running.add(
            pool.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
                    results.set(i, task.apply(own, i));
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("A fit failed.", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", stopped);
    }
    List<R> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(results.get(i));
    }
    return all;
  }
}
