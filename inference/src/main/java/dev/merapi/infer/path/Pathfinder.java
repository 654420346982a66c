package dev.merapi.infer.path;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.chain.StartException;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An approximation of a posterior from the ways up to its modes: at each point of a way, what
 * L-BFGS knows of the curvature makes a normal distribution, and the one with the highest evidence
 * lower bound is taken, which need not be near the summit. Several ways from several starts are
 * mixed by importance weights, Pareto smoothed (Zhang, Carpenter, Gelman and Vehtari,
 * <em>Pathfinder: parallel quasi-Newton variational inference</em>, JMLR 2022).
 *
 * <p>{@code Pathfinder.standard().run(model, Key.of(1))} takes some hundred gradients. What comes
 * out can be believed as far as its k-hat says, and is a good begin of chains in any case.
 *
 * @param paths how many ways there are, at least 1
 * @param memory how many steps the curvature is learnt from, at least 1
 * @param evaluations the gradients of one way at most
 * @param tries the draws by which each point of a way is judged
 * @param draws how many draws are kept; twice as many are weighed
 * @param start where ways begin
 */
public record Pathfinder(
    int paths, int memory, int evaluations, int tries, int draws, Start start) {
  /** What a draw takes beside its numbers. */
  private static final long BYTES = 200;

  private static final long DRAW = 1;
  private static final long TAKE = 2;

  /** Refuses settings out of range. */
  public Pathfinder {
    if (paths < 1 || memory < 1 || evaluations < 1 || tries < 1 || draws < 25) {
      throw new ArgumentException(
          "Pathfinder takes at least 1 path, 1 step of memory, 1 evaluation, 1 try and 25 draws, but has %d, %d, %d, %d and %d."
              .formatted(paths, memory, evaluations, tries, draws));
    }
  }

  /** Four ways of at most 500 gradients, 1000 draws. */
  public static Pathfinder standard() {
    return new Pathfinder(4, 6, 500, 8, 1000, Start.uniform());
  }

  /** With so many ways; one is the Pathfinder without weights between ways. */
  public Pathfinder paths(int newPaths) {
    return new Pathfinder(newPaths, memory, evaluations, tries, draws, start);
  }

  /** Keeping so many draws. */
  public Pathfinder draws(int newDraws) {
    return new Pathfinder(paths, memory, evaluations, tries, newDraws, start);
  }

  /** With other starts. */
  public Pathfinder start(Start newStart) {
    return new Pathfinder(paths, memory, evaluations, tries, draws, newStart);
  }

  /** Of a model whose latent sites lie on the real line, or can be summed out. */
  public Found run(Model<?> model, Key key) {
    return run(LogDensity.of(model), key);
  }

  /**
   * Of a log density, of a model or not.
   *
   * @throws StartException if no way has a beginning, or no point where a normal distribution has a
   *     finite bound
   * @throws ArgumentException if no way up passes a normal distribution with a finite bound
   */
  public Found run(Posterior.Target target, Key key) {
    Potential potential = target.potential();
    Counts.of(paths, "paths", (long) memory * potential.dimension() * Double.BYTES);
    Counts.of(draws, "draws", 4L * potential.dimension() * Double.BYTES + BYTES);
    List<PathNormal> normals = new ArrayList<>();
    Path.Found best = null;
    int first = 0;
    long gradients = 0;
    for (int i = 0; i < paths; i++) {
      Path.Found found = Path.of(this, potential, i, key.fold(i));
      gradients += found.gradients();
      boolean isBest = best == null || found.bound() > best.bound();
      first = isBest ? normals.size() : first;
      best = isBest ? found : best;
      found.normal().ifPresent(normals::add);
    }
    if (best == null || best.normal().isEmpty()) {
      throw new ArgumentException(
          "No normal distribution along %d ways up has a finite bound: the density is too steep, or infinite, on the way. Look at the starts, or fit a guide by Svi."
              .formatted(paths));
    }
    List<PathNormal.Draw> pool = new ArrayList<>();
    for (int i = 0; i < 2 * draws; i++) {
      PathNormal normal = normals.get(i % normals.size());
      pool.add(normal.draw(potential, key.fold(DRAW).fold(paths + i)));
    }
    double sum = 0;
    int count = 0;
    for (int i = first; i < pool.size(); i += normals.size()) {
      sum += pool.get(i).logWeight();
      count++;
    }
    double[] logWeights = pool.stream().mapToDouble(PathNormal.Draw::logWeight).toArray();
    List<Point> taken = taken(pool, KHat.smoothed(logWeights), key.fold(TAKE).fold(paths));
    return new Found(
        target,
        taken,
        KHat.of(logWeights),
        best.normal().get().metric(),
        sum / count,
        gradients + pool.size());
  }

  /** As many as are kept, by systematic resampling. */
  private List<Point> taken(List<PathNormal.Draw> pool, double[] logChances, Key key) {
    double place = Draws.uniform(key);
    List<Point> taken = new ArrayList<>();
    double sum = Math.exp(logChances[0]);
    int at = 0;
    for (int i = 0; i < draws; i++) {
      while (sum < (i + place) / draws && at < pool.size() - 1) {
        at++;
        sum += Math.exp(logChances[at]);
      }
      taken.add(pool.get(at).point());
    }
    return taken;
  }

  /** What was found. */
  public static final class Found {
    private final Posterior.Target target;
    private final List<Point> points;
    private final KHat kHat;
    private final Metric metric;
    private final double bound;
    private final long gradients;

    private Found(
        Posterior.Target target,
        List<Point> points,
        KHat kHat,
        Metric metric,
        double bound,
        long gradients) {
      this.target = target;
      this.points = points;
      this.kHat = kHat;
      this.metric = metric;
      this.bound = bound;
      this.gradients = gradients;
    }

    /** Draws, taken by their weights, as one chain; some are there more than once. */
    public Posterior posterior() {
      return target.at(points.stream().map(Point::position).toList(), Key.of(points.size()));
    }

    /** Whether weights can make draws of the posterior of those of all ways. */
    public KHat kHat() {
      return kHat;
    }

    /** The inverse mass that the best way has learnt. */
    public Metric metric() {
      return metric;
    }

    /** The evidence lower bound of the best way, by draws of its own: −∞ if one was impossible. */
    public double bound() {
      return bound;
    }

    /** The gradients that were evaluated, those of draws included. */
    public long gradients() {
      return gradients;
    }

    /** Chains that begin at draws, any number of them. */
    public Start start() {
      return Start.among(points.stream().map(Point::position).toList());
    }

    /** NUTS that begins at draws, with the metric that was learnt, and learns on from there. */
    public Sampler sampler() {
      return Sampler.nuts(metric).start(start());
    }

    /** A line: the bound, the gradients, k-hat. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "bound %.4g, %d gradients, k-hat %s: %s",
          bound,
          gradients,
          kHat,
          kHat.isReliable()
              ? "the draws can be believed"
              : "the draws are a begin of chains, and nothing to be believed");
    }
  }
}
