package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Tuning;

/**
 * The report on the warm-up of one chain.
 *
 * @param iterations the warm-up iterations made in this run
 * @param leapfrogs the gradient evaluations of their transitions
 * @param divergences how many of them diverged; some are usual while the step size is still found
 * @param tuning the step size and metric that sampling used
 */
public record WarmUpInfo(int iterations, long leapfrogs, int divergences, Tuning tuning) {
  /** This part of a warm-up followed by another. */
  WarmUpInfo then(WarmUpInfo next) {
    return new WarmUpInfo(
        iterations + next.iterations,
        leapfrogs + next.leapfrogs,
        divergences + next.divergences,
        next.tuning);
  }
}
