package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.chain.Chain;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Saving;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Draws from a posterior, on the scale and under the names of its sites, with the statistics of the
 * sampler. Those of a model have its latent values and its computed ones, which are computed from
 * the latent values of each draw; discrete sites, which are summed out while sampling, are drawn
 * jointly given the other values of the draw. Draws of any other origin come in by {@link #of(Map,
 * Map)}.
 *
 * <p>Its text is its {@link #summary()}, which ends with a verdict.
 */
public final class Posterior {
  /**
   * What a posterior can be approximated or drawn from: a log density on ℝⁿ with its gradient, and
   * what positions say of sites. A {@link LogDensity} of a model is one, a saved model is, and so
   * are densities over rows that no program sees all of.
   */
  public interface Target {
    /** Where each latent site lies in a position. */
    List<Coordinate> coordinates();

    /** The log density; another instance for each thread. */
    Potential potential();

    /**
     * The values of sites at each position, as one chain; draw i of what is summed out in the
     * density has the key {@code key.fold(i)}.
     */
    Posterior at(List<double[]> positions, Key key);
  }

  private final Draws draws;
  private final Draws figures;
  private final Optional<Chains> chains;
  private final double[][] divergent;
  private final List<Place> elsewhere;
  private final List<String> remedies;

  private Posterior(
      Draws draws,
      Draws figures,
      Optional<Chains> chains,
      double[][] divergent,
      List<Place> elsewhere,
      List<String> remedies) {
    this.elsewhere = List.copyOf(elsewhere);
    this.remedies = List.copyOf(remedies);
    this.draws = draws;
    this.figures = figures;
    this.chains = chains;
    this.divergent = divergent;
  }

  /** Draws of another origin, and their statistics. */
  private Posterior(Draws draws, Draws figures) {
    this(draws, figures, Optional.empty(), new double[0][], List.of(), List.of());
    draws.requireAsMany(figures);
  }

  /** Samples a model from random starts; a model whose first run shows a fault is refused. */
  public static Posterior sample(Sampler sampler, Model<?> model, Key key) {
    return sample(sampler, model, key, Progress.NONE);
  }

  /** As {@link #sample(Sampler, Model, Key)}, with the key {@code Key.of(seed)}. */
  public static Posterior sample(Sampler sampler, Model<?> model, long seed) {
    return sample(sampler, model, Key.of(seed));
  }

  /** Samples a model from random starts, watched. */
  public static Posterior sample(Sampler sampler, Model<?> model, Key key, Progress progress) {
    if (sampler.remedies()) {
      Remedies remedies = new Remedies(sampler, model);
      return remedies.sample(remedies.target(key), key, progress);
    }
    LogDensity target = LogDensity.of(model);
    return of(target, new Sampling(sampler, target).run(key, progress));
  }

  /**
   * Samples a model from random starts and saves the run on the way; where the file is there
   * already, goes on from it. The posterior is the same, to the bit, however often the run was
   * killed.
   *
   * @throws dev.merapi.infer.chain.CheckpointException if the file is damaged, or of another run
   */
  public static Posterior sample(
      Sampler sampler, Model<?> model, Key key, Progress progress, Saving saving) {
    if (sampler.remedies()) {
      Remedies remedies = new Remedies(sampler, model);
      LogDensity target = remedies.target(key);
      return remedies.of(target, new Sampling(sampler, target).run(key, progress, saving));
    }
    LogDensity target = LogDensity.of(model);
    return of(target, new Sampling(sampler, target).run(key, progress, saving));
  }

  /** The posterior that chains on the unconstrained scale of a model stand for. */
  public static Posterior of(LogDensity target, Chains chains) {
    return of(ChainDraws.of(target, chains), chains);
  }

  /**
   * The posterior that chains of any kernel are, whose coordinates have these names.
   *
   * @throws ArgumentException if there are not as many names as coordinates
   */
  public static Posterior of(List<String> names, Chains chains) {
    if (chains.length() > 0 && names.size() != chains.dimension()) {
      throw new ArgumentException(
          "The draws have %d coordinates, but there are %d names, %s."
              .formatted(chains.dimension(), names.size(), names));
    }
    return of(ChainDraws.named(names, chains), chains);
  }

  /**
   * The posterior that chains stand for whose positions mean rows of scalars.
   *
   * @param layout the sites, and where each lies in a row
   * @param rows the row at a position, with a key for what is drawn there
   */
  public static Posterior of(
      List<Quantity> layout, BiFunction<double[], Key, double[]> rows, Chains chains) {
    return of(ChainDraws.of(List.copyOf(layout), rows, chains), chains);
  }

  private static Posterior of(ChainDraws drawn, Chains chains) {
    double[][][] figures =
        chains.chains().stream().map(Chain::statistics).toArray(double[][][]::new);
    return new Posterior(
        drawn.draws(),
        new Draws(Draws.scalars(chains.columns()), figures),
        Optional.of(chains),
        drawn.divergent().toArray(double[][]::new),
        drawn.elsewhere(),
        List.of());
  }

  /** The same, after something was done to the model or the sampler. */
  Posterior after(List<String> done) {
    return new Posterior(draws, figures, chains, divergent, elsewhere, done);
  }

  /**
   * Draws of any origin: name → [chain, draw, B.. E..].
   *
   * @throws ArgumentException if the first two sizes of two sites differ, or there is no site
   */
  public static Posterior of(Map<String, ? extends Tensor> draws) {
    return new Posterior(Draws.of(draws), Draws.NONE);
  }

  /**
   * Draws of any origin with the statistics of their sampler: name → [chain, draw]. Those that are
   * called as in {@link dev.merapi.infer.mcmc.Column} take part in the verdict.
   *
   * @throws ArgumentException if the first two sizes of any two differ, or there is no site
   */
  public static Posterior of(
      Map<String, ? extends Tensor> draws, Map<String, ? extends Tensor> statistics) {
    return new Posterior(Draws.of(draws), statistics.isEmpty() ? Draws.NONE : Draws.of(statistics));
  }

  /**
   * Draws of any origin as rows of scalars; chains may differ in length, as those of a run that was
   * interrupted.
   *
   * @param layout the sites, and where each lies in a row
   * @param rows [chain][draw][scalar]
   * @param statistics what the statistics of the sampler are called
   * @param figures [chain][draw][statistic]
   * @throws ArgumentException if there is no site or no chain, or the numbers do not fit
   */
  public static Posterior of(
      List<Quantity> layout, double[][][] rows, List<String> statistics, double[][][] figures) {
    return new Posterior(
        new Draws(List.copyOf(layout), rows).checked("scalars"),
        statistics.isEmpty()
            ? Draws.NONE
            : new Draws(Draws.scalars(statistics), figures).checked("statistics"));
  }

  /**
   * The same draws, with other names for the dims of some sites.
   *
   * @param axes site → what each dim of its value is called
   * @throws ArgumentException if they do not fit the shape of the site
   */
  public Posterior named(Map<String, List<Axis>> axes) {
    List<Quantity> quantities =
        quantities().stream()
            .map(
                q ->
                    new Quantity(
                        q.name(), q.shape(), q.offset(), axes.getOrDefault(q.name(), q.axes())))
            .toList();
    return new Posterior(
        new Draws(quantities, draws.rows()), figures, chains, divergent, elsewhere, remedies);
  }

  /**
   * The draws of some sites alone, as {@code only("theta*", "tau")}. What is computed from them can
   * be computed again, by {@link Predictive#posterior(Model, Posterior, Key)}.
   *
   * @param sites names of sites, in which * stands for any characters
   * @throws ModelException if one of them is the name of nothing
   */
  public Posterior only(String... sites) {
    List<Quantity> kept = new Selection(List.of(sites)).sites(quantities());
    return new Posterior(
        new Draws(Draws.packed(kept), Draws.cut(draws.rows(), kept)),
        figures,
        chains,
        Draws.cut(new double[][][] {divergent}, kept)[0],
        elsewhere.stream().map(place -> place.only(kept)).toList(),
        remedies);
  }

  /**
   * The chains on the scale on which they ran.
   *
   * @throws ArgumentException if the draws are of another origin, and there are none
   */
  public Chains chains() {
    return chains.orElseThrow(
        () ->
            new ArgumentException(
                "These draws were not made by chains of this library; they have rows and statistics"
                    + " only."));
  }

  /** The chains, if this library made the draws. */
  public Optional<Chains> origin() {
    return chains;
  }

  /** The sites, in the order of the program. */
  public List<Quantity> quantities() {
    return draws.quantities();
  }

  /** The names of all scalars, as {@code theta[1]}. */
  public List<String> names() {
    return draws.names();
  }

  /** The scalars of every draw, [chain][draw][scalar], in the order of {@link #names}. */
  public double[][][] rows() {
    return draws.copies();
  }

  /** The number of draws of all chains together. */
  public int size() {
    return draws.size();
  }

  /**
   * The values of one draw, counted through all chains from 0, by site.
   *
   * @throws ArgumentException if there is no such draw
   */
  public Map<String, Tensor> draw(int index) {
    return draws.draw(index);
  }

  /**
   * All draws of a site, chain after chain: shape [draws, B.. E..]; or of one scalar of it, as
   * {@code theta[1]}: shape [draws].
   *
   * @throws ModelException if there is no such site
   */
  public Tensor get(String site) {
    for (Quantity quantity : quantities()) {
      if (quantity.name().equals(site)) {
        return draws.part(quantity.offset(), quantity.shape());
      }
    }
    int scalar = names().indexOf(site);
    if (scalar < 0) {
      throw new ModelException(
          "The posterior has no site '%s'; it has %s"
              .formatted(site, quantities().stream().map(Quantity::name).toList()));
    }
    return draws.part(scalar, Shape.SCALAR);
  }

  /** The names of the sampler's statistics. */
  public List<String> statistics() {
    return figures.names();
  }

  /**
   * A statistic of every draw, [chain][draw].
   *
   * @throws ArgumentException if the sampler has none of that name
   */
  public double[][] statistic(String name) {
    int k = statistics().indexOf(name);
    if (k < 0) {
      throw new ArgumentException(
          "The draws have no statistic '%s'; they have %s.".formatted(name, statistics()));
    }
    return Summary.coordinate(figures.rows(), k);
  }

  /**
   * Mean, deviation, quantiles, effective sample sizes and R-hat of every scalar, the statistics of
   * the sampler, and a verdict.
   */
  public Summary summary() {
    return summary("*");
  }

  /**
   * As {@link #summary()}, of some sites: {@code summary("theta*", "tau")}.
   *
   * @param sites names of sites or scalars, in which * stands for any characters
   * @throws ModelException if one of them is the name of nothing
   */
  public Summary summary(String... sites) {
    return Verdict.on(this, new Selection(List.of(sites)).of(quantities()));
  }

  /** Standard errors of the figures of {@link #summary(String...)}, and shortest intervals. */
  public Precision precision(String... sites) {
    return new Precision(
        new Selection(List.of(sites))
            .of(quantities()).stream()
                .map(scalar -> Precision.Line.of(scalar.name(), draws.scalar(scalar.at())))
                .toList());
  }

  /** What is wrong with the draws, and what to do about it, in sentences; none if nothing is. */
  public List<String> advice() {
    return Advice.of(this);
  }

  /**
   * What {@link Sampler#automatic()} did to the model or to the sampler, in sentences; nothing is
   * wrong with the draws because of it.
   */
  public List<String> remedies() {
    return remedies;
  }

  /** The table of {@link #summary()}. */
  @Override
  public String toString() {
    return summary().toString();
  }

  /** Where divergent transitions began, as rows of scalars. */
  double[][] divergent() {
    return divergent;
  }

  /** Likely places that a search for a start has found and not taken. */
  List<Place> elsewhere() {
    return elsewhere;
  }

  Draws draws() {
    return draws;
  }
}
