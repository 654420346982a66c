package dev.merapi.benchmarks;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import dev.merapi.infer.FitProgress;
import dev.merapi.infer.Fitting;
import dev.merapi.infer.Svi;
import dev.merapi.tensor.Key;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One fit in a JVM of its own: steps a second of the thread's processor, the median of the second
 * half of some seconds in windows of a tenth; bytes a step in the quietest of them; and the time
 * from the start of the JVM to the end of the first step.
 */
public final class Variational {
  private static final double SECONDS = 12;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Variational() {}

  /** A window of steps. */
  private record Window(double rate, double bytes) {}

  /** Measures the case that the first argument names; prints a line of JSON. */
  public static void main(String[] arguments) {
    String name = arguments[0];
    VariationalModel subject = requireNonNull(VariationalModel.all().get(name), name).get();
    Fitting fitting = subject.svi().prepare(Key.of(1));
    var state = fitting.step(fitting.init());
    double first = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    List<Window> windows = new ArrayList<>();
    int block = name.equals("vae") ? 10 : 400;
    Svi watched =
        subject.svi().block(block).steps(Long.MAX_VALUE).watch(new Clock(windows, block)::tick);
    Fitting running = watched.prepare(Key.of(1));
    for (int i = 0; i < 100 && !Thread.interrupted(); i++) {
      running.run(state);
    }
    List<Window> late = windows.subList(windows.size() / 2, windows.size());
    double[] rates = late.stream().mapToDouble(Window::rate).sorted().toArray();
    double bytes = late.stream().mapToDouble(Window::bytes).min().orElse(Double.NaN);
    System.out.printf(
        Locale.ROOT,
        "{\"case\": \"%s\", \"steps_per_s\": %.0f, \"lo\": %.0f, \"hi\": %.0f, \"numpyro\": %.0f, \"ratio\": %.2f, \"bytes\": %.1f, \"ms_first\": %.0f}%n",
        name,
        rates[rates.length / 2],
        rates[0],
        rates[rates.length - 1],
        subject.numpyro(),
        rates[rates.length / 2] / subject.numpyro(),
        bytes,
        first);
  }

  private static final class Clock {
    private final List<Window> windows;
    private final int block;
    private final long begin = System.nanoTime();
    private long time = THREADS.getCurrentThreadCpuTime();
    private long allocated = THREADS.getCurrentThreadAllocatedBytes();
    private long steps;

    Clock(List<Window> windows, int block) {
      this.windows = windows;
      this.block = block;
    }

    void tick(FitProgress ignored) {
      steps += block;
      long now = THREADS.getCurrentThreadCpuTime();
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      if (now - time < 1e8) {
        return;
      }
      windows.add(new Window(1e9 * steps / (now - time), (double) (bytes - allocated) / steps));
      time = THREADS.getCurrentThreadCpuTime();
      allocated = THREADS.getCurrentThreadAllocatedBytes();
      steps = 0;
      if (System.nanoTime() - begin > SECONDS * 1e9) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
