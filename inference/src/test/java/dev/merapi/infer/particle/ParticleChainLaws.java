package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Example;

/** Chains of populations leave the exact posterior where it is. */
final class ParticleChainLaws {
  /** x₀ … x₂ and data of the random walk, from the joint distribution. */
  private static double[][] joint(Random random) {
    double[] x = new double[3];
    double[] y = new double[3];
    for (int t = 0; t < 3; t++) {
      x[t] =
          t == 0
              ? random.nextGaussian()
              : Walks.PHI * x[t - 1] + Walks.STEP * random.nextGaussian();
      y[t] = x[t] + Walks.NOISE * random.nextGaussian();
    }
    return new double[][] {x, y};
  }

  private static Map<String, Tensor> state(double[] x) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int t = 0; t < x.length; t++) {
      state.put("x_" + t, Tensor.scalar(x[t]));
    }
    return state;
  }

  /**
   * (x, y) from the joint distribution and one step of the kernel given y: the x that come out have
   * the distribution of those that went in, with two or three particles as with many.
   */
  private static void requireInvariant(
      int runs, BiFunction<Model<?>, Integer, Kernel<Map<String, Tensor>, ?>> kernel) {
    Random random = new Random(1);
    double[] sum = new double[8];
    double[] squares = new double[8];
    int moved = 0;
    for (int k = 0; k < runs; k++) {
      double[][] xy = joint(random);
      Map<String, Tensor> before = state(xy[0]);
      Map<String, Tensor> after =
          kernel.apply(Walks.model(xy[1]), k).step(Key.of(k), before).state();
      moved += after.equals(before) ? 0 : 1;
      double[] x = Flat.row(after);
      double[] y = xy[1];
      double[] moments = {
        x[0],
        x[2],
        x[0] * x[2] - Walks.PHI * Walks.PHI,
        square(x[0] - y[0]) - square(Walks.NOISE),
        square(x[1] - y[1]) - square(Walks.NOISE),
        square(x[2] - y[2]) - square(Walks.NOISE),
        square(x[1] - Walks.PHI * x[0]) - square(Walks.STEP),
        square(x[2] - Walks.PHI * x[1]) - square(Walks.STEP)
      };
      for (int m = 0; m < moments.length; m++) {
        sum[m] += moments[m];
        squares[m] += moments[m] * moments[m];
      }
    }
    assertTrue(moved > runs / 3, "moved in " + moved);
    for (int m = 0; m < sum.length; m++) {
      double score = sum[m] / Math.sqrt(squares[m]);
      assertTrue(Math.abs(score) < 4.5, "moment " + m + ": z = " + score);
    }
  }

  private static double square(double x) {
    return x * x;
  }

  @Example
  void particleGibbsLeavesThePosteriorInvariant() {
    requireInvariant(3000, (model, _) -> ParticleGibbs.of(Smc.of(3), model));
  }

  @Example
  void withoutAncestorSamplingToo() {
    requireInvariant(2000, (model, _) -> ParticleGibbs.of(Smc.of(3), model).horizon(0));
  }

  @Example
  void aCycleOfSweepsToo() {
    requireInvariant(
        1000,
        (model, _) ->
            Kernel.cycle(
                ParticleGibbs.of(Smc.of(2), model).horizon(1),
                ParticleGibbs.of(Smc.of(2), model).horizon(0)));
  }

  /** What one stretch of the future says of pasts is all there is, for a chain. */
  @Example
  void aHorizonOfOneIsEnoughForAChain() {
    Map<String, Tensor> told = state(new double[] {0.1, 0.4, -0.2, 0.3, 0.5, 0.1, 0.3, -0.3});
    ParticleGibbs gibbs = ParticleGibbs.of(Smc.of(5), Walks.model(Walks.DATA));
    for (int k = 0; k < 20; k++) {
      assertArrayEquals(
          Flat.row(gibbs.step(Key.of(k), told).state()),
          Flat.row(gibbs.horizon(1).step(Key.of(k), told).state()));
    }
  }

  /** θ ~ Normal(0, 1), zₜ ~ Normal(θ, 1), yₜ ~ Normal(zₜ, 1): the posterior of θ is normal. */
  @Example
  void marginalMetropolisHasTheExactPosterior() {
    double[] y = {0.5, 1.4, 2.2};
    ParticleMetropolis<Tensor> pmmh =
        ParticleMetropolis.of(
            Smc.of(10),
            sample("theta", normal(0, 1)),
            theta ->
                Models.traverse(
                    List.of(0, 1, 2),
                    t ->
                        sample("z_" + t, normal(theta, 1))
                            .flatMap(z -> observe("y_" + t, normal(z, 1), y[t]))),
            1.0);
    Posterior posterior = unchecked(() -> pmmh.posterior(Key.of(1), 2, 2500));
    ParameterSummary theta = posterior.summary().find("theta").orElseThrow();
    assertEquals((4.1 / 2) / 2.5, theta.mean(), 4 * theta.mcseMean());
    assertEquals(Math.sqrt(1 / 2.5), theta.sd(), 0.06);
    assertTrue(posterior.names().contains("z_2"), posterior.names().toString());
    ParticleMetropolis.State state = pmmh.init(Key.of(3));
    assertEquals(state, pmmh.codec().of(pmmh.codec().bytes(state)));
  }

  @Example
  void independentMetropolisHasTheExactPosterior() {
    double[] exact = Walks.exact(0.3, -0.2, 0.8);
    Posterior posterior =
        unchecked(
            () ->
                ParticleMetropolis.independent(Smc.of(8), Walks.model(0.3, -0.2, 0.8))
                    .posterior(Key.of(2), 2, 1500));
    ParameterSummary last = posterior.summary().find("x_2").orElseThrow();
    assertEquals(exact[1], last.mean(), 4 * last.mcseMean());
    assertEquals(Math.sqrt(exact[2]), last.sd(), 0.05);
  }

  private static <T> T unchecked(java.util.function.Supplier<T> block) {
    return Settings.DEFAULT.validation(false).in(block);
  }
}
