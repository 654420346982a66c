package dev.merapi.infer;

import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.diagnose.Rhat;
import dev.merapi.tensor.ArgumentException;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * When a run may end: as soon as every coordinate has a bulk and a tail effective sample size of
 * {@code ess} and an R̂ of {@code rhat}, or a budget is used up. It is asked after the draws of the
 * sampler, and then whenever the chains are half as long again. Without a budget of time, the draws
 * depend on the key alone, and they are those of a run of their length.
 *
 * @param ess the effective sample size of all chains together
 * @param rhat R̂ at most, above 1
 * @param draws the draws of each chain at most
 * @param gradients the gradient evaluations of all chains after which no further round begins
 * @param time the time after which no further round begins
 */
public record Until(double ess, double rhat, int draws, long gradients, Duration time) {
  /** Refuses what no draws can reach. */
  public Until {
    if (time.compareTo(Duration.ofDays(36500)) > 0) {
      time = Duration.ofDays(36500);
    }
    if (!(ess > 0 && rhat > 1 && draws >= 1 && gradients >= 1) || time.isNegative()) {
      throw new ArgumentException(
          "A run ends at a positive effective sample size and an R̂ above 1, or after some draws, gradients and time, but they are %s, %s, %s, %s and %s."
              .formatted(ess, rhat, draws, gradients, time));
    }
  }

  /** Such draws, or 100,000 a chain. */
  public static Until of(double ess, double rhat) {
    return new Until(ess, rhat, 100_000, Long.MAX_VALUE, Duration.ofDays(36500));
  }

  /** At most so many draws of each chain. */
  public Until draws(int most) {
    return new Until(ess, rhat, most, gradients, time);
  }

  /** At most about so many gradient evaluations, those of starts and warm-up among them. */
  public Until gradients(long most) {
    return new Until(ess, rhat, draws, most, time);
  }

  /** At most about so much time. */
  public Until time(Duration most) {
    return new Until(ess, rhat, draws, gradients, most);
  }

  /** Whether the draws are good enough. */
  public boolean isMet(Chains chains) {
    if (chains.length() < 4) {
      return false;
    }
    for (int k = 0; k < chains.dimension(); k++) {
      double[][] coordinate = chains.coordinate(k);
      if (!(Rhat.of(coordinate) <= rhat
          && Ess.bulk(coordinate) >= ess
          && Ess.tail(coordinate) >= ess)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Runs ever longer.
   *
   * @param first the draws of each chain in the first round
   * @param round the chains with so many draws each, gone on from the round before
   */
  Chains run(int first, IntFunction<Chains> round) {
    long end = System.nanoTime() + time.toNanos();
    int length = Math.min(first, draws);
    Chains chains = round.apply(length);
    while (chains.isComplete()
        && length < draws
        && chains.gradients() < gradients
        && System.nanoTime() - end < 0
        && !isMet(chains)) {
      length = (int) Math.min(draws, length + Math.max(1, length / 2L));
      chains = round.apply(length);
    }
    return chains;
  }
}
