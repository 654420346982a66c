package dev.merapi.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.merapi.effects.Model;
import dev.merapi.infer.Ending;
import dev.merapi.infer.Fit;
import dev.merapi.infer.FitState;
import dev.merapi.infer.Fitting;
import dev.merapi.infer.Svi;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.infer.vi.optim.Schedule;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The mean field of ten models: gradients that L-BFGS on averages takes until it ends by itself,
 * and that Adam takes until the mean of its last {@value #BLOCK} positions is as near to the
 * optimum, by the best of three rates. The distance is the root mean square over all numbers, of
 * locations in deviations and of ln scale times √2, from the mean of the later half of {@value
 * #LONG} steps of Adam whose rate falls. Arguments: the folder of posteriordb or −, then names, all
 * if there are none.
 */
public final class AveragesTable {
  private static final int KEYS = 4;
  private static final int BLOCK = 250;
  private static final int MOST = 40_000;
  private static final int LONG = 150_000;
  private static final double NEAR = 0.05;
  private static final double[] RATES = {0.1, 0.01, 0.001};

  private AveragesTable() {}

  private static Map<String, Model<?>> models(Path data) throws IOException {
    Map<String, Model<?>> models = new LinkedHashMap<>();
    for (String name : List.of("es", "lr1k", "radon", "mvn50", "gmm", "hmm4")) {
      models.put(name, requireNonNull(PeerModels.all().get(name)));
    }
    for (var entry : ReferenceModels.all().entrySet()) {
      Path folder = data.resolve(entry.getKey());
      if (Files.isDirectory(folder)) {
        models.put(entry.getKey(), entry.getValue().apply(ReferenceData.in(folder)));
      }
    }
    return models;
  }

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments).subList(1, arguments.length);
    System.out.printf(
        "%-34s %6s %10s %8s %8s %8s %10s %8s%n",
        "model", "size", "gradients", "off", "worst", "ended", "Adam", "rate");
    for (var entry : models(Path.of(arguments[0])).entrySet()) {
      if (words.isEmpty() || words.stream().anyMatch(entry.getKey()::contains)) {
        row(entry.getKey(), entry.getValue());
      }
    }
  }

  private static void row(String name, Model<?> model) {
    List<double[]> found = new ArrayList<>();
    long[] gradients = new long[KEYS];
    int ended = 0;
    Svi averages = Svi.of(model, Guide.normal()).averages();
    for (int k = 0; k < KEYS; k++) {
      Fit fit = averages.run(Key.of(100 + k));
      found.add(fit.state().position());
      if (fit.ending() instanceof Ending.Converged(_, long count, _)) {
        gradients[k] = count;
        ended++;
      } else {
        gradients[k] = Long.MAX_VALUE;
      }
    }
    Fitting fitting = averages.prepare(Key.of(1));
    boolean[] isScale = scales(fitting, Svi.of(model, Guide.normal()));
    double[] optimum = optimum(model);
    double[] off = new double[KEYS];
    for (int k = 0; k < KEYS; k++) {
      off[k] = distance(found.get(k), optimum, isScale);
    }
    Arrays.sort(off);
    long best = Long.MAX_VALUE;
    double rate = Double.NaN;
    for (double each : RATES) {
      long steps = adam(model, each, optimum, isScale, Math.min(best, MOST));
      if (steps < best) {
        best = steps;
        rate = each;
      }
    }
    Arrays.sort(gradients);
    System.out.printf(
        Locale.ROOT,
        "%-34.34s %6d %10d %8.3f %8.3f %6d/%d %10s %8s%n",
        name,
        optimum.length,
        gradients[KEYS / 2],
        off[KEYS / 2],
        off[KEYS - 1],
        ended,
        KEYS,
        best == Long.MAX_VALUE ? "> " + MOST : Long.toString(best),
        rate);
  }

  private static long adam(
      Model<?> model, double rate, double[] optimum, boolean[] isScale, long most) {
    Fitting fitting =
        Svi.of(model, Guide.normal()).optimiser(Optimiser.adam(rate)).prepare(Key.of(7));
    FitState state = fitting.init();
    double[] mean = new double[optimum.length];
    while (state.step() < most) {
      Arrays.fill(mean, 0);
      for (int i = 0; i < BLOCK; i++) {
        state = fitting.step(state);
        double[] position = state.position();
        for (int j = 0; j < mean.length; j++) {
          mean[j] += position[j] / BLOCK;
        }
      }
      if (distance(mean, optimum, isScale) < NEAR) {
        return state.step();
      }
    }
    return Long.MAX_VALUE;
  }

  /** Which numbers of a position are logarithms of scales. */
  private static boolean[] scales(Fitting fitting, Svi svi) {
    Map<String, Tensor> parameters = svi.steps(1).run(Key.of(1)).parameters();
    boolean[] isScale = new boolean[fitting.init().position().length];
    int at = 0;
    for (var entry : parameters.entrySet()) {
      int n = entry.getValue().shape().count();
      Arrays.fill(isScale, at, at + n, entry.getKey().endsWith(".scale"));
      at += n;
    }
    return isScale;
  }

  /** The mean of the later half of many steps of Adam with a rate that falls. */
  private static double[] optimum(Model<?> model) {
    Optimiser falling = Optimiser.adam(Schedule.exponential(0.02, 0.1, LONG / 2), 0.9, 0.999);
    Fitting fitting = Svi.of(model, Guide.normal()).optimiser(falling).prepare(Key.of(999));
    FitState state = fitting.init();
    double[] mean = new double[state.position().length];
    while (state.step() < LONG) {
      state = fitting.step(state);
      double[] position = state.position();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += state.step() > LONG / 2 ? position[i] / (LONG - LONG / 2) : 0;
      }
    }
    return mean;
  }

  /** Locations stand before the scales of the same site, as long. */
  private static double distance(double[] at, double[] optimum, boolean[] isScale) {
    double sum = 0;
    int i = 0;
    while (i < at.length) {
      int n = 0;
      while (i + n < at.length && !isScale[i + n]) {
        n++;
      }
      int m = 0;
      while (i + n + m < at.length && isScale[i + n + m]) {
        m++;
      }
      for (int j = 0; j < m; j++) {
        double loc = (at[i + n - m + j] - optimum[i + n - m + j]) / Math.exp(optimum[i + n + j]);
        double scale = at[i + n + j] - optimum[i + n + j];
        sum += loc * loc + 2 * scale * scale;
      }
      i += n + m;
    }
    return Math.sqrt(sum / at.length);
  }
}
