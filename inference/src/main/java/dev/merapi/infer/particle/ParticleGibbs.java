package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.chained.Chained;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Particle Gibbs with ancestor sampling: a Markov kernel on all latent values of a program, by a
 * sweep of sequential Monte Carlo in which one particle is told the values of the state. At every
 * stop it may take another particle for its past, with probability proportional to that one's
 * weight times the density of the told future after it, for which the continuation of each particle
 * is resumed with the told values. The new state is one particle of the end, drawn by weight.
 *
 * <p>It leaves the posterior invariant for any number of particles. In a composition: {@code
 * cycle(gibbs, others)}.
 *
 * <p>Sources: Andrieu, Doucet and Holenstein, "Particle Markov chain Monte Carlo methods" (2010),
 * section 2.4.3; Lindsten, Jordan and Schön, "Particle Gibbs with ancestor sampling" (2014),
 * algorithm 2.
 *
 * @param smc how many particles, and where they stop; they are chosen independently at every stop
 * @param model the program
 * @param horizon how many stretches of the told future are looked at: all that differ between
 *     pasts. 1 is exact where the state of a step decides all that follows; 0 is no ancestor
 *     sampling
 */
public record ParticleGibbs(Smc smc, Model<?> model, int horizon)
    implements Kernel<Map<String, Tensor>, Boolean> {

  /** Looking at the whole future: exact for any program. */
  public static ParticleGibbs of(Smc smc, Model<?> model) {
    return new ParticleGibbs(smc, model, Integer.MAX_VALUE);
  }

  /** Looking at so many stretches of the future. */
  public ParticleGibbs horizon(int stretches) {
    return new ParticleGibbs(smc, model, stretches);
  }

  /** A state to begin with: a particle of a population, drawn by weight. */
  public Map<String, Tensor> init(Key key) {
    return one(smc.run(model, key.fold("population")), key);
  }

  private static <A> Map<String, Tensor> one(Particles<A> particles, Key key) {
    return particles.values(
        Resampling.MULTINOMIAL.ancestors(key.fold("one"), particles.weights(), 1)[0]);
  }

  @Override
  public Transition<Map<String, Tensor>, Boolean> step(Key key, Map<String, Tensor> state) {
    Map<String, Tensor> next =
        Settings.current().validation(false).in(() -> sweep(model, key, state));
    return new Transition<>(next, !next.equals(state));
  }

  private <A> Map<String, Tensor> sweep(Model<A> program, Key key, Map<String, Tensor> told) {
    int n = smc.particles();
    List<Particle<A>> at = new ArrayList<>(Forked.of(n, program, Optional.empty()).particles());
    walk(at, key, 0, told);
    int step = 0;
    while (!March.hasEnded(new Forked<>(at))) {
      at = chosen(at, key.fold(step), told);
      step++;
      walk(at, key, step, told);
    }
    double[] weights = Weights.normalised(gains(at));
    return at.get(Resampling.MULTINOMIAL.ancestors(key.fold("one"), weights, 1)[0])
        .draws()
        .values();
  }

  /** All particles at their next stops, the last one with the values that it is told. */
  private <A> void walk(List<Particle<A>> at, Key key, int step, Map<String, Tensor> told) {
    Stops stops = smc.stops();
    for (int i = 0; i < at.size(); i++) {
      Key own = Swarm.key(key, step, i);
      at.set(
          i,
          i < at.size() - 1
              ? Walk.on(stops, at.get(i).fresh(), key, own)
              : told(stops, at.get(i).fresh(), key, own, new Reference(told, false)));
    }
    March.requireTogether(new Forked<>(at));
  }

  private static <A> Particle<A> told(
      Stops stops, Particle<A> from, Key key, Key own, Reference told) {
    return Walk.on(stops, from, key, own, told).gaining(told.gain());
  }

  private <A> List<Particle<A>> chosen(List<Particle<A>> at, Key key, Map<String, Tensor> told) {
    int n = at.size();
    double[] gains = gains(at);
    int[] ancestors =
        Resampling.MULTINOMIAL.ancestors(key.fold("resampling"), Weights.normalised(gains), n - 1);
    List<Particle<A>> chosen = new ArrayList<>();
    for (int i : ancestors) {
      chosen.add(at.get(i));
    }
    int past = n - 1;
    if (horizon > 0) {
      double[] scores = new double[n];
      Arrays.setAll(scores, i -> gains[i] + future(at.get(i), key, told));
      past = Resampling.MULTINOMIAL.ancestors(key.fold("past"), Weights.normalised(scores), 1)[0];
    }
    chosen.add(at.get(past));
    return chosen;
  }

  /** ln of the density of the told values, and of the evidence, after this particle. */
  private <A> double future(Particle<A> particle, Key key, Map<String, Tensor> told) {
    Reference reference = new Reference(told, true);
    Particle<A> at = particle;
    for (int k = 0; k < horizon && !at.hasEnded() && !reference.isDead() && !at.isDead(); k++) {
      at = Walk.on(smc.stops(), at.fresh(), key, key, reference);
    }
    return reference.gain();
  }

  private static <A> double[] gains(List<Particle<A>> particles) {
    return particles.stream().mapToDouble(Particle::gain).toArray();
  }

  /**
   * So many draws of each chain, after a fifth as many that are left out, as a posterior.
   *
   * @throws dev.merapi.effects.ModelException if the program has not the same sites in all runs
   */
  public Posterior posterior(Key key, int chains, int draws) {
    return Chained.posterior(
        () -> this, (kernel, start) -> kernel.init(start), Flat::names, key, chains, draws);
  }

  @Override
  public Codec<Map<String, Tensor>> codec() {
    return Flat.CODEC;
  }

  @Override
  public double[] position(Map<String, Tensor> state) {
    return Flat.row(state);
  }

  /** Whether a step has moved anything. */
  @Override
  public List<Column<Map<String, Tensor>, Boolean>> columns() {
    return List.of(new Column<>(Column.ACCEPTANCE, (_, moved) -> moved ? 1 : 0));
  }
}
