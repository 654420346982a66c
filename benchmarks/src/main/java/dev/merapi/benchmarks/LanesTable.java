package dev.merapi.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.adapt.Windows;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Several chains in one pass beside the same chains one after the other, in one run and on one
 * thread: a gradient, and a leapfrog of whole chains by Stan's recipe, in microseconds of processor
 * time, alternately; the medians and the median of the ratios. Gradients that differ in a bit end
 * the run. Arguments: rounds, then models with the number of their chains, as {@code lr10k:4}, or
 * none.
 */
public final class LanesTable {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 200;
  private static final int DRAWS = 300;
  private static final int ASKING = 16;
  private static final double GRADIENT_SECONDS = 0.2;
  private static final double WARMING_SECONDS = 8;
  private static final String LINE = "%-8s %6s %-9s %10s %10s %8s %8s%n";

  private final String model;
  private final int chains;
  private final Potential potential;
  private final Potential.Together together;
  private final double[][] positions;
  private final double[][] gradients;
  private final double[] values;

  private LanesTable(String model, int chains) {
    this.model = model;
    this.chains = chains;
    this.potential = LogDensity.of(PeerModels.named(model)).potential();
    this.together = potential.together(chains);
    this.positions = new double[chains][potential.dimension()];
    this.gradients = new double[chains][potential.dimension()];
    this.values = new double[chains];
    for (int c = 0; c < chains; c++) {
      Arrays.fill(positions[c], 0.1 + 0.01 * c);
    }
  }

  /** Runs the table. */
  public static void main(String[] arguments) {
    System.out.printf(LINE, "model", "chains", "what", "us alone", "us in one", "ratio", "least");
    List<String> named = List.of(arguments).subList(1, arguments.length);
    for (String name :
        named.isEmpty() ? List.of("lr10k:2", "lr10k:4", "lr10k:8", "radon:4", "radon:8") : named) {
      String[] parts = name.split(":", 2);
      if (parts.length < 2 || !parts[1].matches("[1-9]\\d{0,3}")) {
        System.err.printf("'%s' is no model and number of chains: lr10k:4, for example.%n", name);
        System.exit(2);
      }
      new LanesTable(parts[0], Integer.parseInt(parts[1])).run(Integer.parseInt(arguments[0]));
    }
  }

  private void run(int rounds) {
    double end = THREADS.getCurrentThreadCpuTime() + WARMING_SECONDS * 1e9;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      gradient(true);
      gradient(false);
    }
    requireSameBits();
    print("gradient", rounds, () -> gradient(false), () -> gradient(true));
    print("leapfrog", rounds, () -> leapfrog(false), () -> leapfrog(true));
  }

  /** The last of the loops above was that of each chain alone. */
  private void requireSameBits() {
    double[] alone = values.clone();
    double[][] slopes = Arrays.stream(gradients).map(double[]::clone).toArray(double[][]::new);
    together.logDensitiesAndGradients(chains, positions, values, gradients);
    if (!Arrays.equals(alone, values) || !Arrays.deepEquals(slopes, gradients)) {
      throw new IllegalStateException("One pass gave other bits than each chain alone: " + model);
    }
  }

  /** Microseconds. */
  private interface Measured {
    double run();
  }

  private void print(String what, int rounds, Measured alone, Measured inOne) {
    double[] first = new double[rounds];
    double[] second = new double[rounds];
    double[] ratio = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      first[i] = alone.run();
      second[i] = inOne.run();
      ratio[i] = first[i] / second[i];
    }
    for (double[] figures : List.of(first, second, ratio)) {
      Arrays.sort(figures);
    }
    System.out.printf(
        LINE,
        model,
        chains,
        what,
        format(first[rounds / 2]),
        format(second[rounds / 2]),
        format(ratio[rounds / 2]),
        format(ratio[0]));
  }

  private static String format(double x) {
    return String.format(Locale.ROOT, "%.2f", x);
  }

  /** A gradient of one chain. */
  private double gradient(boolean inOne) {
    long start = THREADS.getCurrentThreadCpuTime();
    double end = start + GRADIENT_SECONDS * 1e9;
    long passes = 0;
    // To ask for the time takes as long as the gradient of a small model.
    while (passes % ASKING != 0 || THREADS.getCurrentThreadCpuTime() < end) {
      if (inOne) {
        together.logDensitiesAndGradients(chains, positions, values, gradients);
      } else {
        for (int c = 0; c < chains; c++) {
          values[c] = potential.logDensityAndGradient(positions[c], gradients[c]);
        }
      }
      passes++;
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / passes / chains;
  }

  /** A leapfrog of chains through warm-up and draws. */
  private double leapfrog(boolean inOne) {
    long start = THREADS.getCurrentThreadCpuTime();
    long leapfrogs = 0;
    WarmUp warmUp = WarmUp.STAN.windows(Windows.stan(WARM_UP));
    List<Walker<?>> walkers = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      walkers.add(walker(warmUp.on(new Nuts(potential.fork())), Key.of(1).fold(c)));
    }
    List<Walker<?>> going = new ArrayList<>(walkers);
    while (!going.isEmpty()) {
      int count = inOne ? going.size() : 1;
      for (int i = 0; i < count; i++) {
        positions[i] = going.get(i).asking.position();
        gradients[i] = going.get(i).asking.gradient();
      }
      if (inOne) {
        together.logDensitiesAndGradients(count, positions, values, gradients);
      } else {
        values[0] = potential.logDensityAndGradient(positions[0], gradients[0]);
      }
      leapfrogs += count;
      for (int i = count - 1; i >= 0; i--) {
        if (!going.get(i).goesOn(values[i])) {
          going.remove(i);
        }
      }
    }
    for (int c = 0; c < chains; c++) {
      positions[c] = positions[c].clone();
      gradients[c] = gradients[c].clone();
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / leapfrogs;
  }

  private <S> Walker<S> walker(PointKernel<S, ?> kernel, Key key) {
    Point start = Start.uniform().of(potential, 0, key.fold(0));
    return new Walker<>(asking(kernel), key, kernel.begin(key.fold(1), start));
  }

  private static <S, I> Kernel.Asking<S, I> asking(Kernel<S, I> kernel) {
    return kernel.asking().orElseThrow();
  }

  /** A chain that asks. */
  private static final class Walker<S> {
    private final Kernel.Asking<S, ?> asking;
    private final Key key;
    private S state;
    private int iteration;

    Walker(Kernel.Asking<S, ?> asking, Key key, S state) {
      this.asking = asking;
      this.key = key;
      this.state = state;
      asking.start(key.fold(2), state);
    }

    boolean goesOn(double value) {
      asking.give(value);
      while (!asking.asks()) {
        Transition<S, ?> transition = asking.transition();
        state = transition.state();
        if (++iteration == WARM_UP + DRAWS) {
          return false;
        }
        asking.start(key.fold(2).fold(iteration), state);
      }
      return true;
    }
  }
}
