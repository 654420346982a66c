package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sequential Monte Carlo on any program: N runs of it, which stop after evidence, are weighted by
 * it, chosen anew where the weights have become too unequal, and resumed. A stop is at the first
 * draw outside of all plates after a site that is observed or a factor; the vectorised elements of
 * a plate are one step.
 *
 * <p>Draws come from the distributions of the sites (the bootstrap filter) or from a proposal, a
 * program whose sites have the same names and which runs only as far as the model asks for them.
 * The key of a draw is folded from the run, the step, the particle and the site.
 *
 * <p>Laws: for every function f, Ẑ Σ wᵢ f(xᵢ) has the expectation ∫ f(x) p(x, data) dx; {@code
 * next(run(m, k), f) = run(m.flatMap(f), k)}, bit for bit.
 *
 * <p>Sources: Gordon, Salmond and Smith, "Novel approach to nonlinear/non-Gaussian Bayesian state
 * estimation" (1993); Del Moral, "Feynman-Kac formulae" (2004); Wood, van de Meent and Mansinghka,
 * "A new approach to probabilistic programming inference" (2014).
 *
 * {@snippet :
 * Particles<Tensor> filtered = Smc.of(1000).run(model, Key.of(1));
 * filtered.logEvidence();
 * }
 *
 * @param particles the number N of runs
 * @param resampling how they are chosen anew
 * @param threshold they are where they are worth less than this part of N
 * @param at the names of the evidence after which they stop; empty: all
 * @param threads how many threads share the work; they do not change a bit
 * @param tensors whether a program that decides nothing by a number runs once for all particles,
 *     which are an axis of tensors then; that does not change a bit either
 */
public record Smc(
    int particles,
    Resampling resampling,
    double threshold,
    Optional<Predicate<String>> at,
    int threads,
    boolean tensors,
    Filter filter) {
  /** Fewer particles run one by one before the tensors are ready. */
  private static final int WORTH_IT = 100;

  /** Checks the numbers. */
  public Smc {
    if (particles < 2) {
      throw new ModelException(
          "A population has at least 2 particles, but %d were asked for.".formatted(particles));
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new ModelException(
          "Particles are chosen anew below a part of their number between 0 (never) and 1 (at every stop), but %s was asked for."
              .formatted(threshold));
    }
    if (threads < 1) {
      throw new ModelException("%d threads cannot run particles.".formatted(threads));
    }
  }

  /** Systematic resampling where N particles are worth less than N/2, on one thread. */
  public static Smc of(int particles) {
    return new Smc(
        particles, Resampling.SYSTEMATIC, 0.5, Optional.empty(), 1, true, Filter.WEIGHTED);
  }

  /** By what particles are chosen. */
  public enum Filter {
    /** By their weights. */
    WEIGHTED,
    /**
     * By their weights times what the next evidence would be worth at the means of the next draws,
     * and by their weights alone in one of ten choices, so that none is lost; what was looked up is
     * divided out again. Source: Pitt and Shephard, "Filtering via simulation: auxiliary particle
     * filters" (1999).
     */
    AUXILIARY,
    /**
     * One by one by their weights, until one more than N of those that come out of it have not lost
     * their weight: for evidence that is often impossible. The evidence has no bias; its estimated
     * variance does not apply. Source: Jasra, Lee, Yau and Zhang, "The alive particle filter"
     * (2013).
     */
    ALIVE
  }

  /** The auxiliary particle filter, which looks ahead before it chooses. */
  public static Smc auxiliary(int particles) {
    return of(particles).filter(Filter.AUXILIARY);
  }

  /** The alive particle filter, for evidence that is often impossible. */
  public static Smc alive(int particles) {
    return of(particles).filter(Filter.ALIVE);
  }

  /** With another way to choose by. */
  public Smc filter(Filter other) {
    return new Smc(particles, resampling, threshold, at, threads, tensors, other);
  }

  /** Importance sampling: runs are weighted at their ends, and never chosen anew. */
  public static Smc importance(int particles) {
    return of(particles).threshold(0);
  }

  /** With another way to choose. */
  public Smc resampling(Resampling other) {
    return new Smc(particles, other, threshold, at, threads, tensors, filter);
  }

  /** With choices where particles are worth less than this part of their number. */
  public Smc threshold(double part) {
    return new Smc(particles, resampling, part, at, threads, tensors, filter);
  }

  /** With stops after the evidence of these names only. */
  public Smc at(String... sites) {
    return new Smc(
        particles,
        resampling,
        threshold,
        Optional.of(Set.copyOf(List.of(sites))::contains),
        threads,
        tensors,
        filter);
  }

  /** With stops after the evidence whose names satisfy this only. */
  public Smc at(Predicate<String> sites) {
    return new Smc(particles, resampling, threshold, Optional.of(sites), threads, tensors, filter);
  }

  /** On so many threads. */
  public Smc threads(int number) {
    return new Smc(particles, resampling, threshold, at, number, tensors, filter);
  }

  /** With particles as an axis of tensors where that can be, or never. */
  public Smc tensors(boolean allowed) {
    return new Smc(particles, resampling, threshold, at, threads, allowed, filter);
  }

  /**
   * Runs a model to its end.
   *
   * @throws ModelException if names, shapes, plates or supports do not fit, all weights vanish, or
   *     runs differ in how much evidence they meet
   */
  public <A> Particles<A> run(Model<A> model, Key key) {
    return run(model, Optional.empty(), key);
  }

  /**
   * Runs a model to its end, its latent sites drawn by a proposal.
   *
   * @throws ModelException as there, or if the proposal misses a site, has one too many, or cannot
   *     draw what the model can
   */
  public <A> Particles<A> run(Model<A> model, Model<?> proposal, Key key) {
    return run(model, Optional.of(proposal), key);
  }

  private <A> Particles<A> run(Model<A> model, Optional<Model<?>> proposal, Key key) {
    Checked.run(stops(), model, proposal, key);
    try (Crew crew = Crew.of(threads, particles)) {
      March march = new March(this, crew);
      try {
        if (tensors && particles >= WORTH_IT && filter == Filter.WEIGHTED) {
          return march.from(key, Stacked.of(particles, model, proposal));
        }
      } catch (SymbolicValueException | UntracedException dynamic) {
        log(dynamic);
      }
      return march.from(key, Forked.of(particles, model, proposal));
    }
  }

  /**
   * Goes on from where runs have ended: with the next observation of a stream, for example. What
   * was there before stays as it was.
   *
   * @throws ModelException as {@link #run(Model, Key)}
   */
  public <A, B> Particles<B> next(
      Particles<A> before, Function<? super A, ? extends Model<B>> model) {
    return next(before, model, Optional.empty());
  }

  /**
   * Goes on from where runs have ended, latent sites drawn by a proposal.
   *
   * @throws ModelException as {@link #run(Model, Model, Key)}
   */
  public <A, B> Particles<B> next(
      Particles<A> before,
      Function<? super A, ? extends Model<B>> model,
      Function<? super A, ? extends Model<?>> proposal) {
    return next(before, model, Optional.of(proposal));
  }

  private <A, B> Particles<B> next(
      Particles<A> before,
      Function<? super A, ? extends Model<B>> model,
      Optional<Function<? super A, ? extends Model<?>>> proposal) {
    Checked.next(stops(), before, model, proposal);
    try (Crew crew = Crew.of(threads, before.swarm().size())) {
      March march = new March(this, crew);
      try {
        Swarm<A> swarm = filter == Filter.WEIGHTED ? before.swarm() : before.swarm().forked();
        return march.onwards(before, swarm.then(model, proposal));
      } catch (SymbolicValueException | UntracedException dynamic) {
        log(dynamic);
        return march.onwards(before, before.swarm().forked().then(model, proposal));
      }
    }
  }

  /**
   * The same population after a step of a kernel for each particle: resample and move, within a
   * stream or at its end. Weights and evidence stay, since the kernel leaves the distribution of
   * the values given all evidence so far where it is; particles that were equal come apart.
   *
   * <p>Source: Gilks and Berzuini, "Following a moving target: Monte Carlo inference for dynamic
   * Bayesian models" (2001).
   *
   * @param model the whole program so far, which the population has run
   * @param kernel on values by site: of moves, particle Gibbs, and what is composed of them
   * @throws ModelException if the population has forgotten its past, or has run another program
   */
  public <A> Particles<A> moved(
      Particles<A> before, Model<A> model, Kernel<Map<String, Tensor>, ?> kernel) {
    return Rejuvenated.of(this, before, model, kernel);
  }

  private static void log(MerapiException dynamic) {
    System.getLogger(Smc.class.getName())
        .log(Level.DEBUG, "Particles run one by one, which is slower: {0}", dynamic.getMessage());
  }

  Stops stops() {
    return new Stops(
        threshold > 0 ? at.orElse(_ -> true) : _ -> false, threshold > 0 && at.isPresent(), 0);
  }
}
