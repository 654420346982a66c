package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.infer.particle.Particles;
import dev.merapi.infer.particle.Smc;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures the bootstrap filter of a stochastic volatility model, by particles as an axis of
 * tensors and, for a tenth of the steps, by particles as continuations; prints a table and writes a
 * file. Arguments: the file, the number of steps, the number of particles.
 */
public final class ParticleTable {
  private static final String LINE = "%-14s %8s %10s %12s %16s %14s%n";
  private static final int RUNS = 3;

  private ParticleTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException {
    int steps = Integer.parseInt(arguments[1]);
    int particles = Integer.parseInt(arguments[2]);
    System.out.printf(
        LINE, "executor", "steps", "particles", "ms", "ns per particle", "ln evidence");
    List<String> rows = new ArrayList<>();
    rows.add(row("tensors", Smc.of(particles), steps));
    rows.add(row("continuations", Smc.of(particles).tensors(false), Math.max(1, steps / 10)));
    Files.writeString(Path.of(arguments[0]), "[" + String.join(",\n ", rows) + "]\n");
  }

  private static String row(String executor, Smc smc, int steps) {
    Model<Tensor> model = model(data(steps));
    Settings settings = Settings.DEFAULT.validation(false);
    double best = Double.POSITIVE_INFINITY;
    double logEvidence = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      Particles<Tensor> filtered = settings.in(() -> smc.run(model, Key.of(1)));
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
      logEvidence = filtered.logEvidence();
    }
    double each = best * 1e6 / steps / smc.particles();
    System.out.printf(
        Locale.ROOT,
        LINE,
        executor,
        steps,
        smc.particles(),
        "%.0f".formatted(best),
        "%.0f".formatted(each),
        "%.3f".formatted(logEvidence));
    return String.format(
        Locale.ROOT,
        "{\"executor\": \"%s\", \"steps\": %d, \"particles\": %d, \"ms\": %.1f, \"ns_per_particle\": %.1f, \"log_evidence\": %.6f}",
        executor,
        steps,
        smc.particles(),
        best,
        each,
        logEvidence);
  }

  /** h₀ ~ Normal(−1, 1), hₜ ~ Normal(−1 + 0.98 (hₜ₋₁ + 1), 0.2), yₜ ~ Normal(0, exp(hₜ/2)). */
  private static Model<Tensor> model(double[] data) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (h, t) ->
            sample("h_" + t, t == 0 ? normal(-1, 1) : normal(h.plus(1).times(0.98).minus(1), 0.2))
                .flatMap(
                    now ->
                        observe("y_" + t, normal(0, now.times(0.5).exp()), data[t]).map(_ -> now)));
  }

  private static double[] data(int steps) {
    Random random = new Random(1);
    double[] data = new double[steps];
    double h = -1;
    for (int t = 0; t < steps; t++) {
      h = -1 + 0.98 * (h + 1) + 0.2 * random.nextGaussian();
      data[t] = Math.exp(h / 2) * random.nextGaussian();
    }
    return data;
  }
}
