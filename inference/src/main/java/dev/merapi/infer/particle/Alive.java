package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch in which particles are tried, each from an ancestor chosen by weight, until N + 1 have
 * not lost their weight: the first N of them are the population, and of τ tries the mean weight is
 * Σ w/(τ − 1) without bias.
 */
record Alive(Smc smc, Crew crew) {
  /** Tries for each particle, at most. */
  private static final int PATIENCE = 10_000;

  /** From one population to the next, in which nobody is dead. */
  <A> Particles<A> next(Particles<A> at, int step, Lineage lineage) {
    int n = at.size();
    Key here = at.run().fold(step);
    double[] sums = at.weights();
    Arrays.parallelPrefix(sums, Double::sum);
    List<Particle<A>> from = at.swarm().forked().particles();
    List<Particle<A>> alive = new ArrayList<>();
    int[] parents = new int[n];
    long tries = 0;
    for (int round = 0; alive.size() <= n; round++) {
      requirePatience(at, alive, tries, step);
      int[] ancestors = independent(here.fold("alive").fold(round), sums, n);
      List<Particle<A>> tried = tried(from, ancestors, at.run(), here.fold(round));
      for (int i = 0; i < n && alive.size() <= n; i++) {
        tries++;
        if (!tried.get(i).isDead()) {
          if (alive.size() < n) {
            parents[alive.size()] = ancestors[i];
          }
          alive.add(tried.get(i));
        }
      }
    }
    Forked<A> swarm = new Forked<>(List.copyOf(alive.subList(0, n)));
    March.requireTogether(swarm);
    return new Particles<>(
        at.run(),
        step,
        swarm,
        new double[n],
        at.logEvidence() + Math.log(n / (tries - 1.0)),
        step == at.step() ? lineage : lineage.chosen(parents),
        at.allSteps());
  }

  private <A> List<Particle<A>> tried(List<Particle<A>> from, int[] ancestors, Key run, Key round) {
    List<Particle<A>> tried = new ArrayList<>(from);
    crew.each(
        ancestors.length,
        i ->
            tried.set(i, Walk.on(smc.stops(), from.get(ancestors[i]).fresh(), run, round.fold(i))));
    return tried;
  }

  private static int[] independent(Key key, double[] sums, int n) {
    double[] uniforms = new double[n];
    Draws.uniform(key, uniforms, 0, n);
    return Arrays.stream(uniforms)
        .mapToInt(
            u -> {
              int at = Arrays.binarySearch(sums, u * sums[sums.length - 1]);
              return Math.min(at < 0 ? -at - 1 : at + 1, sums.length - 1);
            })
        .toArray();
  }

  private static <A> void requirePatience(
      Particles<A> at, List<Particle<A>> alive, long tries, int step) {
    if (tries >= (long) PATIENCE * at.size() && alive.size() < 2) {
      throw new ModelException(
          ("Of %d particles that were tried in step %d %s alive, and more than %d are needed. Has the"
                  + " evidence after site '%s' a density under any draw?")
              .formatted(
                  tries,
                  step,
                  alive.isEmpty() ? "none is" : "1 is",
                  at.size(),
                  at.swarm().last(0)));
    }
  }
}
