package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;

/**
 * A sampler by sequential Monte Carlo: a population of draws from the prior is led to the posterior
 * through densities p(θ) p(y | θ)^β. Each β is chosen so that the weights of the step to it are
 * worth a given part of the population; then particles are chosen anew and moved by a Markov kernel
 * that leaves p(θ) p(y | θ)^β invariant, tuned to the population: NUTS, or any other. Works on
 * several modes, and gives the evidence, whose estimate is unbiased but for that tuning.
 *
 * <p>Discrete sites are summed out while moving and drawn at the end, exactly, given the others.
 *
 * <p>Sources: Del Moral, Doucet and Jasra, "Sequential Monte Carlo samplers" (2006); Jasra,
 * Stephens, Doucet and Tsagaris, "Inference for Lévy-driven stochastic volatility models via
 * adaptive sequential Monte Carlo" (2011), section 4, for the choice of β.
 *
 * @param particles their number N
 * @param kernel makes a kernel of a density
 * @param moves how many steps of it follow each change of β
 * @param keep what part of N the weights of one change are worth, in (0, 1)
 * @param threads how many threads share the work; they do not change a bit
 * @param wasteFree whether all states of the moves are particles, of N/moves that are chosen, in
 *     place of the last state of each of N. Source: Dau and Chopin, "Waste-free sequential Monte
 *     Carlo" (2022)
 */
public record Tempered(
    int particles,
    Function<Potential, ? extends Tunable> kernel,
    int moves,
    double keep,
    int threads,
    boolean wasteFree) {
  /** Of a particle, at least. */
  private static final long BYTES = 64;

  /** Checks the numbers. */
  public Tempered {
    if (particles < 2 || moves < 1 || threads < 1 || !(keep > 0 && keep < 1)) {
      throw new ModelException(
          ("A tempered population has at least 2 particles, 1 move and 1 thread, and keeps a part of"
                  + " its worth between 0 and 1, but %d, %d, %d and %s were asked for.")
              .formatted(particles, moves, threads, keep));
    }
    if (wasteFree && (moves < 2 || particles % moves != 0)) {
      throw new ModelException(
          "Without waste %d particles are whole chains of %d states, of at least 2: take a multiple."
              .formatted(particles, moves));
    }
  }

  /** Two moves by NUTS after each change, which keeps half of the worth. */
  public static Tempered of(int particles) {
    return new Tempered(particles, Nuts::new, 2, 0.5, 1, false);
  }

  /**
   * The density hot^(1 − β) cold^β with its gradient, between a prior and a posterior, for example:
   * a tempered kernel is one on it, {@code new Nuts(Tempered.between(hot, cold, 0.5))}.
   *
   * @param hot the density at β = 0, used by this one alone
   * @param cold the density at β = 1, of the same coordinates, used by this one alone
   * @param beta in [0, 1]
   * @throws dev.merapi.tensor.ArgumentException if β is outside of [0, 1], or the coordinates are
   *     not as many
   */
  public static Potential between(Potential hot, Potential cold, double beta) {
    return new Warm(hot, cold, beta);
  }

  /** With another kernel. */
  public Tempered kernel(Function<Potential, ? extends Tunable> other) {
    return new Tempered(particles, other, moves, keep, threads, wasteFree);
  }

  /** With chains of so many states, each of which is a particle; they divide the number. */
  public Tempered wasteFree(int states) {
    return new Tempered(particles, kernel, states, keep, threads, true);
  }

  /** With so many moves. */
  public Tempered moves(int number) {
    return new Tempered(particles, kernel, number, keep, threads, wasteFree);
  }

  /** Keeping another part. */
  public Tempered keep(double part) {
    return new Tempered(particles, kernel, moves, part, threads, wasteFree);
  }

  /** On so many threads. */
  public Tempered threads(int number) {
    return new Tempered(particles, kernel, moves, keep, number, wasteFree);
  }

  /**
   * Draws of the posterior, of equal weight, with the values of all latent and computed sites; each
   * step of it is a change of β.
   *
   * @throws ModelException if the model is wrong in a way that its first run can see, or no draw of
   *     the prior has a likelihood
   */
  public Particles<Map<String, Tensor>> run(Model<?> model, Key key) {
    Counts.of(particles, "particles", BYTES);
    try (Crew crew = Crew.of(threads, particles)) {
      return Ascent.of(this, model, crew).run(key);
    }
  }
}
