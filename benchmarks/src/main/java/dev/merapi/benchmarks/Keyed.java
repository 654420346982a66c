package dev.merapi.benchmarks;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.vi.Bound;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One model in a JVM of its own: predictive draws, and a bound with its gradient, by running the
 * program for every key and by one compiled function of the key. The old way is measured first and
 * last, so that its figure is no colder than the other. Times are those of the thread's processor,
 * so that neighbours on the machine count less; only first calls are measured by the clock.
 */
public final class Keyed {
  private static final double SECONDS = 4;
  private static final Key KEY = Key.of(1);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Keyed() {}

  /** Measures the model that the first argument names; prints a line of JSON a row. */
  public static void main(String[] arguments) {
    String name = arguments[0];
    KeyedModel subject = requireNonNull(KeyedModel.all().get(name), name).get();
    if (name.equals("post100")) {
      afterwards(name, subject);
      return;
    }
    predictions(name, subject);
    if (!name.equals("100+100")) {
      bounds(name, subject);
    }
  }

  private static void predictions(String name, KeyedModel subject) {
    int n = subject.draws();
    Model<?> forgotten = new Uncondition().on(subject.model());
    Settings settings = Settings.current().validation(false);
    LongConsumer program =
        i -> consume(settings.in(() -> Trace.run(KEY.fold(i), forgotten).trace().entries().size()));
    double cold = once(() -> consume(Predictive.prior(subject.model(), KEY, n).size())) / n;
    double before = typical(program);
    double after =
        typical(i -> consume(Predictive.prior(subject.model(), KEY.fold(i), n).size())) / n;
    before = Math.min(before, typical(program));
    print(name, "draw", before, after, cold, Double.NaN);
  }

  /** Predictions from a posterior of 4000 draws: here draws of the prior stand for one. */
  private static void afterwards(String name, KeyedModel subject) {
    int n = subject.draws();
    Map<String, Tensor> draws = new LinkedHashMap<>();
    Predictive.prior(subject.model(), KEY, n)
        .forEach(
            (site, value) -> {
              if (!site.equals("y")) {
                draws.put(site, value.unsqueeze(0));
              }
            });
    Posterior posterior = Posterior.of(draws);
    Model<?> forgotten = new Uncondition().on(subject.model());
    Settings settings = Settings.current().validation(false);
    LongConsumer program =
        i ->
            consume(
                settings.in(
                    () ->
                        Trace.run(
                                KEY.fold(i),
                                new Substitute(posterior.draw((int) (i % n))).on(forgotten))
                            .trace()
                            .entries()
                            .size()));
    double cold =
        once(() -> consume(Predictive.posterior(subject.model(), posterior, KEY).size())) / n;
    double before = typical(program);
    double after =
        typical(i -> consume(Predictive.posterior(subject.model(), posterior, KEY.fold(i)).size()))
            / n;
    before = Math.min(before, typical(program));
    print(name, "posterior", before, after, cold, Double.NaN);
  }

  /** What was computed is looked at, so that it has to be computed. */
  private static void consume(int size) {
    if (size < 0) {
      throw new AssertionError(size);
    }
  }

  private static void bounds(String name, KeyedModel subject) {
    Bound[] bound = new Bound[1];
    double cold =
        once(
            () -> {
              bound[0] = Bound.of(TraceEnum.EXACT, subject.model(), subject.guide(), KEY);
              bound[0].at(Map.of(), KEY);
            });
    if (!bound[0].whyDynamic().isEmpty()) {
      throw new IllegalStateException(bound[0].whyDynamic());
    }
    LongConsumer program = i -> recorded(subject, bound[0].start(), KEY.fold(i));
    double before = typical(program);
    LongConsumer compiled = i -> bound[0].at(Map.of(), KEY.fold(i));
    double after = typical(compiled);
    before = Math.min(before, typical(program));
    print(name, "bound", before, after, cold, bytes(compiled));
  }

  /** The bound and its gradient by recording a run of both programs. */
  private static double recorded(KeyedModel subject, Map<String, Tensor> start, Key key) {
    Map<String, Symbolic.Input> inputs = new LinkedHashMap<>();
    start.forEach((name, value) -> inputs.put(name, Symbolic.Input.recorded(name, value.dense())));
    Substitute given = new Substitute(inputs);
    return Settings.current()
        .validation(false)
        .in(
            () -> {
              Tensor bound =
                  TraceEnum.EXACT.elbo(given.on(subject.model()), given.on(subject.guide()), key);
              return Gradient.ofRecorded(bound, List.copyOf(inputs.values())).size() + bound.item();
            });
  }

  private static double once(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** Nanoseconds a call, the median of the second half of some seconds. */
  private static double typical(LongConsumer work) {
    double[] times = new double[1 << 20];
    int n = 0;
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    while (n < times.length && (n < 8 || System.nanoTime() < end)) {
      long start = THREADS.getCurrentThreadCpuTime();
      work.accept(n);
      times[n++] = THREADS.getCurrentThreadCpuTime() - start;
    }
    double[] late = Arrays.copyOfRange(times, n / 2, n);
    Arrays.sort(late);
    return late[late.length / 2];
  }

  private static double bytes(LongConsumer work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      work.accept(i);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / 100.0;
  }

  private static void print(
      String model, String what, double before, double after, double cold, double bytes) {
    System.out.printf(
        Locale.ROOT,
        "{\"model\": \"%s\", \"what\": \"%s\", \"us_program\": %.2f, \"us_compiled\": %.3f, \"ratio\": %.1f, \"us_first\": %.1f, \"bytes\": %.0f}%n",
        model,
        what,
        before / 1000,
        after / 1000,
        before / after,
        cold / 1000,
        bytes);
  }
}
