package dev.merapi.infer.kernel;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Runner;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.chain.Walk;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.chained.Table;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Many walkers that move each other, for densities whose gradient is worth nothing and whose shape
 * is not known: a walker x goes to y + z (x − y), where y is a walker of the other half and z has
 * the density 1/√z on [1/a, a], with probability min(1, z^(d−1) p(y + z (x − y))/p(x)). It moves a
 * target and its image under any affine map alike. In more than about 20 coordinates it mixes
 * badly.
 *
 * <p>Law: the product of the targets of all walkers is invariant.
 *
 * <p>Source: Goodman and Weare, "Ensemble samplers with affine invariance" (2010), equation 7;
 * Foreman-Mackey, Hogg, Lang and Goodman, "emcee: the MCMC hammer" (2013), algorithm 3.
 *
 * <pre>{@code
 * Stretch.of(20).posterior(model, key, 1000)
 * }</pre>
 *
 * @param walkers how many there are, an even number, at least twice as many as coordinates
 * @param scale a, above 1
 * @param warmUp the first steps, which are no draws
 */
public record Stretch(int walkers, double scale, int warmUp) {
  /** Refuses what is no ensemble. */
  public Stretch {
    Counts.of(walkers, "walkers", 64);
    if (walkers % 2 != 0 || !(scale > 1 && scale < Double.POSITIVE_INFINITY) || warmUp < 0) {
      throw new ArgumentException(
          "An ensemble has an even number of walkers, a scale above 1 and a warm-up of 0 steps or more, but got %d, %s and %d."
              .formatted(walkers, scale, warmUp));
    }
  }

  /** So many walkers with a = 2 and a warm-up of 1000 steps. */
  public static Stretch of(int walkers) {
    return new Stretch(walkers, 2, 1000);
  }

  /** With another scale. */
  public Stretch scale(double other) {
    return new Stretch(walkers, other, warmUp);
  }

  /** With another warm-up. */
  public Stretch warmUp(int steps) {
    return new Stretch(walkers, scale, steps);
  }

  /**
   * The kernel of all walkers for a target, of which it becomes the only user. A step moves one
   * half, then the other; it reports the mean acceptance. A draw is all positions in a row.
   *
   * @throws ArgumentException if there are fewer walkers than twice the coordinates
   */
  public Kernel<List<Point>, Double> on(Potential target) {
    if (walkers < 2 * target.dimension()) {
      throw new ArgumentException(
          "Walkers span all directions only if there are twice as many as coordinates: the target has %d, so ask for at least %d, and not for %d."
              .formatted(target.dimension(), 2 * target.dimension(), walkers));
    }
    return new Stretching(this, target);
  }

  /**
   * So many draws of each walker, as a chain. Walkers begin where a chain would.
   *
   * @throws ArgumentException if there are fewer walkers than twice the coordinates, or no draws
   */
  public Posterior posterior(Model<?> model, Key key, int draws) {
    Counts.of(draws, "draws", (long) Double.BYTES * walkers);
    LogDensity density = LogDensity.of(model);
    Potential target = density.potential();
    Kernel<List<Point>, Double> kernel = on(target);
    Start start = Start.uniform().naming(density::culprit);
    Walk<List<Point>, Double> walk =
        new Walk<>(
            kernel,
            (own, stop) -> {
              List<Point> points = new ArrayList<>();
              for (int w = 0; w < walkers; w++) {
                points.add(start.find(target, w, own.fold(0).fold(w)).point());
              }
              List<Point> at = points;
              for (int i = 0; i < warmUp && !stop.getAsBoolean(); i++) {
                at = kernel.step(own.fold(1).fold(i), at).state();
              }
              return at;
            });
    Chains chains = new Runner(_ -> walk, draws, 1, 1, 1, "").run(key, Progress.NONE);
    return posterior(density, chains, key.fold("computed"));
  }

  /** Each walker as a chain of values by site. */
  private Posterior posterior(LogDensity density, Chains chains, Key key) {
    BiFunction<double[], Key, Map<String, Dense>> values = density.constrainer();
    int n = density.dimension();
    double[][] rows = chains.draws()[0];
    List<List<Map<String, Tensor>>> each = new ArrayList<>();
    for (int w = 0; w < walkers; w++) {
      List<Map<String, Tensor>> chain = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        double[] position = new double[n];
        System.arraycopy(rows[i], w * n, position, 0, n);
        chain.add(new LinkedHashMap<>(values.apply(position, key.fold(w).fold(i))));
      }
      each.add(chain);
    }
    return Table.of(each);
  }

  /** The bytes of all walkers. */
  static Codec<List<Point>> codec() {
    return Codec.of(
        (points, out) -> {
          out.writeInt(points.size());
          points.forEach(point -> Point.CODEC.write(point, out));
        },
        in -> {
          List<Point> points = new ArrayList<>();
          int count = in.readCount(1);
          for (int w = 0; w < count; w++) {
            points.add(Point.CODEC.read(in));
          }
          return List.copyOf(points);
        });
  }
}
