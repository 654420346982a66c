package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.infer.gaussian.LinearGaussian;
import dev.merapi.infer.particle.ParticleMetropolis;
import dev.merapi.infer.particle.Particles;
import dev.merapi.infer.particle.Smc;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures the bootstrap filter of a stochastic volatility model, by particles as an axis of
 * tensors and, for a tenth of the steps, by particles as continuations; the exact messages of a
 * linear Gaussian walk of ten times as many steps; a step of particle marginal Metropolis–Hastings
 * of the volatility model, with a tenth of the particles. Prints a table and writes a file.
 * Arguments: the file, the number of steps, the number of particles.
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
    rows.addAll(messages(10 * steps));
    rows.add(chain(steps, Math.max(10, particles / 10)));
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
    return line(executor, steps, smc.particles(), best, logEvidence);
  }

  private static String line(
      String executor, int steps, int particles, double best, double logEvidence) {
    double each = best * 1e6 / steps / particles;
    System.out.printf(
        Locale.ROOT,
        LINE,
        executor,
        steps,
        particles,
        "%.2f".formatted(best),
        "%.0f".formatted(each),
        "%.3f".formatted(logEvidence));
    return String.format(
        Locale.ROOT,
        "{\"executor\": \"%s\", \"steps\": %d, \"particles\": %d, \"ms\": %.3f, \"ns_per_particle\": %.1f, \"log_evidence\": %.6f}",
        executor,
        steps,
        particles,
        best,
        each,
        logEvidence);
  }

  /** A linear Gaussian walk: reading the program once, and the exact evidence of other data. */
  private static List<String> messages(int steps) {
    double[] data = data(steps);
    Settings settings = Settings.DEFAULT.validation(false);
    long start = System.nanoTime();
    LinearGaussian walk = settings.in(() -> LinearGaussian.of(walk(data)));
    double read = (System.nanoTime() - start) / 1e6;
    Map<String, Tensor> other = new LinkedHashMap<>();
    for (int t = 0; t < steps; t++) {
      other.put("y_" + t, Tensor.scalar(data[t] / 2));
    }
    LinearGaussian changed = walk.observing(other);
    double best = Double.POSITIVE_INFINITY;
    double moments = Double.POSITIVE_INFINITY;
    double logEvidence = 0;
    for (int run = 0; run < 50 * RUNS; run++) {
      long begin = System.nanoTime();
      logEvidence = changed.logEvidence();
      best = Math.min(best, (System.nanoTime() - begin) / 1e6);
      begin = System.nanoTime();
      Map<String, Tensor> _ = changed.observing(other).mean();
      moments = Math.min(moments, (System.nanoTime() - begin) / 1e6);
    }
    return List.of(
        line("program read", steps, 1, read, logEvidence),
        line("messages", steps, 1, best, logEvidence),
        line("and means", steps, 1, moments, logEvidence));
  }

  /** A step of particle marginal Metropolis–Hastings of the volatility model. */
  private static String chain(int steps, int particles) {
    double[] data = data(steps);
    ParticleMetropolis<Tensor> kernel =
        ParticleMetropolis.of(
            Smc.of(particles), sample("phi", uniform(0.8, 1)), phi -> model(data, phi), 0.3);
    Settings settings = Settings.DEFAULT.validation(false);
    ParticleMetropolis.State state = settings.in(() -> kernel.init(Key.of(1)));
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      state = kernel.step(Key.of(run), state).state();
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
    }
    return line("PMMH step", steps, particles, best, state.logEvidence());
  }

  /** x₀ ~ Normal(0, 1), xₜ ~ Normal(0.98 xₜ₋₁, 0.2), yₜ ~ Normal(xₜ, 0.5). */
  private static Model<Tensor> walk(double[] data) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) ->
            sample("x_" + t, t == 0 ? normal(0, 1) : normal(x.times(0.98), 0.2))
                .flatMap(now -> observe("y_" + t, normal(now, 0.5), data[t]).map(_ -> now)));
  }

  /** h₀ ~ Normal(−1, 1), hₜ ~ Normal(−1 + φ (hₜ₋₁ + 1), 0.2), yₜ ~ Normal(0, exp(hₜ/2)). */
  private static Model<Tensor> model(double[] data) {
    return model(data, Tensor.scalar(0.98));
  }

  private static Model<Tensor> model(double[] data, Tensor phi) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (h, t) ->
            sample("h_" + t, t == 0 ? normal(-1, 1) : normal(h.plus(1).times(phi).minus(1), 0.2))
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
