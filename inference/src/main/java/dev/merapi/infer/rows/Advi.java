package dev.merapi.infer.rows;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Variational inference on a sum over blocks, a few of which are looked at in each step:
 * independent normal distributions on the free scale that come close to the posterior (Kucukelbir,
 * Tran, Ranganath, Gelman and Blei, <em>Automatic differentiation variational inference</em>, JMLR
 * 2017, algorithm 1 with minibatches). What {@code Svi} with {@code Guide.normal()} is for a
 * program, for a density that no program computes.
 *
 * <p>In step t the noise and the blocks are chosen by {@code key.fold(t)}, every block with the
 * same probability, so that value and gradient of the bound are unbiased. The rate falls to a
 * quarter after half of the steps, after three quarters and after seven eighths, and what comes out
 * is the mean over the last eighth. Blocks are rows that follow each other: where the order of rows
 * says something, as time does, mix them first.
 *
 * @param size how many blocks are looked at in a step
 * @param optimiser how the parameters move
 * @param steps how many steps are made
 */
public record Advi(int size, Optimiser optimiser, int steps) {
  private static final double SCALE = Math.log(0.1);
  private static final long NOISE = 0;
  private static final long BLOCKS = 1;

  /** Refuses settings out of range. */
  public Advi {
    if (size < 1 || steps < 8) {
      throw new ArgumentException(
          "A fit looks at least at 1 block in each of at least 8 steps, but is to look at %d in each of %d."
              .formatted(size, steps));
    }
  }

  /** So many blocks in each of 4,000 steps of Adam with rate 0.05. */
  public static Advi of(int size) {
    return new Advi(size, Optimiser.adam(0.05), 4000);
  }

  /** With another optimiser. */
  public Advi optimiser(Optimiser newOptimiser) {
    return new Advi(size, newOptimiser, steps);
  }

  /** In so many steps. */
  public Advi steps(int newSteps) {
    return new Advi(size, optimiser, newSteps);
  }

  /**
   * Fits from the origin of the free scale.
   *
   * @throws ArgumentException if there are not so many blocks, or no step has a finite bound
   */
  public Fitted run(BlockSum target, Key key) {
    requireBlocks(target);
    int n = target.coordinates().stream().mapToInt(Coordinate::size).sum();
    Shape shape = Shape.of(n);
    List<Coordinate> parameters =
        List.of(new Coordinate("loc", shape, shape, 0), new Coordinate("scale", shape, shape, n));
    BlockSum.Some some = target.some();
    double[] position = new double[2 * n];
    Arrays.fill(position, n, 2 * n, SCALE);
    Ascent.Summit summit =
        new Ascent(optimiser, steps)
            .from(
                position,
                parameters,
                (own, at, gradient) ->
                    climb(
                        some,
                        Ascent.chosen(own.fold(BLOCKS), target.blocks(), size),
                        own.fold(NOISE),
                        at,
                        gradient),
                key);
    double[] scale = Arrays.copyOfRange(summit.mean(), n, 2 * n);
    for (int i = 0; i < n; i++) {
      scale[i] = StrictMath.exp(scale[i]);
    }
    return new Fitted(target, Arrays.copyOf(summit.mean(), n), scale, summit.skipped());
  }

  /**
   * Fits a guide of one's own, or of another family than independent normal distributions: {@code
   * Advi.of(10).run(density, Guide.multivariate(), key)}. It draws the free numbers of each site
   * under the name of the site, as {@link Posterior.Target#coordinates} lays them out: of a
   * positive number its logarithm. Gradients flow through its draws, so they have to be
   * reparametrised.
   *
   * @throws ArgumentException as {@link #run(BlockSum, Key)}
   * @throws dev.merapi.effects.ModelException if the guide lacks a site, has one too many, or one
   *     through whose draws no gradient flows
   */
  public Guided run(BlockSum target, Guide guide, Key key) {
    requireBlocks(target);
    GuideGraphs graphs = GuideGraphs.of(guide, target.coordinates(), key.fold("start"));
    GuideDraws draws = new GuideDraws(graphs);
    BlockSum.Some some = target.some();
    Ascent.Summit summit =
        new Ascent(optimiser, steps)
            .from(
                graphs.start().clone(),
                graphs.parameters(),
                (own, at, gradient) -> {
                  int[] chosen = Ascent.chosen(own.fold(BLOCKS), target.blocks(), size);
                  return draws.climb(some, chosen, own.fold(NOISE), at, gradient);
                },
                key);
    return new Guided(target, draws, summit);
  }

  private void requireBlocks(BlockSum target) {
    if (size > target.blocks()) {
      throw new ArgumentException(
          "There are %d blocks, but %d are to be looked at in each step. Take fewer, or smaller blocks (RowModel.block)."
              .formatted(target.blocks(), size));
    }
  }

  /** The gradient of the bound at (loc, ln scale); false where it is not finite. */
  private static boolean climb(
      BlockSum.Some some, int[] chosen, Key key, double[] position, double[] gradient) {
    int n = position.length / 2;
    double[] noise = new double[n];
    Draws.normal(key, noise, 0, n);
    double[] place = new double[n];
    for (int i = 0; i < n; i++) {
      noise[i] *= StrictMath.exp(position[n + i]);
      place[i] = position[i] + noise[i];
    }
    double[] slope = new double[n];
    double check = some.at(chosen, place, slope);
    for (int i = 0; i < n; i++) {
      gradient[i] = slope[i];
      gradient[n + i] = slope[i] * noise[i] + 1;
      check += 0 * slope[i];
    }
    return Double.isFinite(check);
  }

  /** A guide that was fitted to a density. */
  public static final class Guided {
    private final BlockSum target;
    private final GuideDraws draws;
    private final Ascent.Summit summit;

    private Guided(BlockSum target, GuideDraws draws, Ascent.Summit summit) {
      this.target = target;
      this.draws = draws;
      this.summit = summit;
    }

    /** The parameters of the guide, by name. */
    public Map<String, Tensor> parameters() {
      return draws.parameters(summit.mean());
    }

    /** How many steps were left out, since they were not finite. */
    public int skipped() {
      return summit.skipped();
    }

    /** Draws of the guide, as sites. */
    public Posterior posterior(int count, Key key) {
      return target.at(draws.positions(summit.mean(), count, key), key);
    }

    /** ln p − ln q of draws, on all blocks: their mean is the evidence lower bound. */
    public double[] logWeights(int count, Key key) {
      return draws.logWeights(summit.mean(), target.potential(), count, key);
    }

    /** The tail index of {@link #logWeights}, of at least 25 draws. */
    public KHat kHat(int count, Key key) {
      return KHat.of(logWeights(count, key));
    }
  }

  /** A fitted normal distribution on the free scale. */
  public static final class Fitted {
    private final BlockSum target;
    private final double[] loc;
    private final double[] scale;
    private final int skipped;

    private Fitted(BlockSum target, double[] loc, double[] scale, int skipped) {
      this.target = target;
      this.loc = loc;
      this.scale = scale;
      this.skipped = skipped;
    }

    /** The means of the free numbers. */
    public double[] loc() {
      return loc.clone();
    }

    /** Their standard deviations. */
    public double[] scale() {
      return scale.clone();
    }

    /** How many steps were left out, since they were not finite. */
    public int skipped() {
      return skipped;
    }

    /** Draws, as sites. */
    public Posterior posterior(int draws, Key key) {
      List<double[]> positions = new ArrayList<>();
      int count = Counts.of(draws, "draws", 4L * loc.length * Double.BYTES);
      for (int i = 0; i < count; i++) {
        positions.add(position(noise(key.fold(i))));
      }
      return target.at(positions, key);
    }

    private double[] noise(Key key) {
      double[] noise = new double[loc.length];
      Draws.normal(key, noise, 0, noise.length);
      return noise;
    }

    private double[] position(double[] noise) {
      double[] position = new double[noise.length];
      Arrays.setAll(position, i -> loc[i] + scale[i] * noise[i]);
      return position;
    }

    /**
     * ln p − ln q of draws, on all blocks: their mean is the evidence lower bound, and their tail
     * says whether the normal distribution can be believed.
     */
    public double[] logWeights(int draws, Key key) {
      Potential potential = target.potential();
      double constant = loc.length / 2.0 * Math.log(2 * Math.PI);
      for (double s : scale) {
        constant += Math.log(s);
      }
      double[] weights = new double[Counts.of(draws, "draws", Double.BYTES)];
      for (int i = 0; i < weights.length; i++) {
        double[] noise = noise(key.fold(i));
        double weight = Point.at(potential, position(noise)).logDensity() + constant;
        for (double u : noise) {
          weight += u * u / 2;
        }
        weights[i] = Double.isFinite(weight) ? weight : Double.NEGATIVE_INFINITY;
      }
      return weights;
    }

    /** The tail index of {@link #logWeights}, of at least 25 draws. */
    public KHat kHat(int draws, Key key) {
      return KHat.of(logWeights(draws, key));
    }

    /** NUTS that begins at the means, with the variances as its metric. */
    public Sampler sampler() {
      double[] variance = new double[scale.length];
      Arrays.setAll(variance, i -> scale[i] * scale[i]);
      return Sampler.nuts(Metric.diagonal(variance)).start(Start.at(loc));
    }

    /** Means and deviations. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "normal around %s with deviations %s, %d steps left out",
          Arrays.toString(loc),
          Arrays.toString(scale),
          skipped);
    }
  }
}
