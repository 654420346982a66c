package dev.merapi.examples.discrete;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Sources: the numbers of birds released in a year and of those first seen again in each later one,
 * as tabulated from Lebreton et al. (1992) by Brooks, Catchpole and Morgan, <em>Bayesian animal
 * survival estimation</em>, Statistical Science 15(4), 2000; the posterior under uniform priors by
 * quadrature over the closed-form likelihood of that table, on a grid of 280 × 900 points.
 */
class DippersGolden {
  private static final int[] RELEASED = {22, 60, 78, 80, 88, 98};
  private static final int[][] SEEN_AGAIN = {
    {11, 2, 0, 0, 0, 0},
    {0, 24, 1, 0, 0, 0},
    {0, 0, 34, 2, 0, 0},
    {0, 0, 0, 45, 1, 2},
    {0, 0, 0, 0, 51, 0},
    {0, 0, 0, 0, 0, 52}
  };

  @Test
  void theTableHasThePublishedCounts() {
    Dippers dippers = Dippers.read();
    int last = dippers.years() - 1;
    int[] released = new int[last];
    int[][] again = new int[last][last];
    for (int bird = 0; bird < dippers.seen().size(0); bird++) {
      int before = -1;
      for (int year = 0; year <= last; year++) {
        if (dippers.seen().at(bird, year).item() == 1) {
          if (before >= 0) {
            again[before][year - 1]++;
          }
          if (year < last) {
            released[year]++;
          }
          before = year;
        }
      }
    }
    assertEquals(294, dippers.seen().size(0));
    assertArrayEquals(RELEASED, released);
    assertArrayEquals(SEEN_AGAIN, again);
  }

  @Test
  void thePosteriorIsThatOfQuadratureAndTheBirdsFollowIt() {
    Dippers dippers = Dippers.read();
    Sampler sampler = Sampler.nuts().chains(1).warmUp(200).draws(300);
    Posterior posterior = Posterior.sample(sampler, dippers.model(), Key.of(1));
    Summary summary = Report.of(posterior, "phi", "p");
    assertNear(0.56165, 0.02511, summary.find("phi").get());
    assertNear(0.89552, 0.02892, summary.find("p").get());
    survivorsAreAlive(dippers, posterior);
    lastYear(dippers, posterior);
  }

  private static void assertNear(double mean, double sd, ParameterSummary found) {
    assertEquals(mean, found.mean(), 0.35 * sd, found.toString());
    assertEquals(sd, found.sd(), 0.25 * sd, found.toString());
  }

  /** A bird that was seen later is alive in every draw. */
  private static void survivorsAreAlive(Dippers dippers, Posterior posterior) {
    for (int year = 1; year < dippers.years(); year++) {
      Tensor alive = posterior.get(Dippers.alive(year)).min(0);
      for (int bird = 0; bird < dippers.seen().size(0); bird++) {
        boolean later = false;
        for (int t = year; t < dippers.years(); t++) {
          later |= dippers.seen().at(bird, t).item() == 1;
        }
        if (later) {
          assertEquals(1, alive.at(bird).item(), "bird " + bird + ", year " + year);
        }
      }
    }
  }

  /**
   * One seen in the last year but one and not in the last lives with probability phi (1 − p) / (1 −
   * phi p), which is 0.1182 in the mean.
   */
  private static void lastYear(Dippers dippers, Posterior posterior) {
    int last = dippers.years() - 1;
    Tensor seen = dippers.seen().permute(1, 0);
    Tensor missed = seen.get(last - 1).times(seen.get(last).eq(0));
    Tensor alive = posterior.get(Dippers.alive(last)).times(missed).sum(1);
    double share = alive.mean().item() / missed.sum().item();
    assertEquals(0.1182, share, 0.015);
  }
}
