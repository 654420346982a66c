package dev.merapi.infer.path;

import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Svi;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Normal distributions along ways to modes. */
class PathfinderLaws {
  private static final Key KEY = Key.of(3);

  private static double[] times(Metric metric, double[] x) {
    double[] y = new double[x.length];
    metric.velocity(x, y);
    return y;
  }

  private static double[] random(SplittableRandom from, int n) {
    return from.doubles(n, -1, 1).toArray();
  }

  /** H z = s for the last step, H is symmetric, and one step back it was another. */
  @Test
  void theLastStepIsKnownExactly() {
    for (int n : new int[] {1, 2, 5, 40}) {
      SplittableRandom random = new SplittableRandom(n);
      double[] curvature = random.doubles(n, 0.1, 30).toArray();
      InverseHessian inverse = new InverseHessian(n, 4);
      for (int step = 0; step < 9; step++) {
        double[] s = random(random, n);
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
          z[i] = curvature[i] * s[i];
        }
        inverse.add(s, z);
        Metric metric = inverse.metric().orElseThrow();
        assertArrayEquals(s, times(metric, z), 1e-9);
        double[] a = random(random, n);
        double[] b = random(random, n);
        assertEquals(dot(a, times(metric, b)), dot(b, times(metric, a)), 1e-9);
      }
      double[] before = times(inverse.metric().orElseThrow(), curvature);
      inverse.add(new double[n], new double[n]);
      double[] down = random(random, n);
      inverse.add(down, java.util.Arrays.stream(down).map(x -> -x).toArray());
      assertArrayEquals(before, times(inverse.metric().orElseThrow(), curvature));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Of a normal target that few steps tell all of: evidence, means, spreads, k-hat. */
  @Test
  void aNormalTargetIsFound() {
    Tensor loc = Tensor.of(1, -2, 0.5);
    Tensor tril = Tensor.of(new double[] {2, 0, 0, 0.6, 0.5, 0, -1, 0.2, 1.5}, Shape.of(3, 3));
    Model<?> model = sample("x", MultivariateNormal.ofScaleTril(loc, tril));
    Pathfinder.Found found = Pathfinder.standard().draws(4000).run(model, KEY);
    assertEquals(0, found.bound(), 0.05);
    assertTrue(found.kHat().isReliable(), found::toString);
    Tensor draws = found.posterior().get("x");
    assertEquals(Shape.of(4000, 3), draws.shape());
    double[] mean = draws.mean(0).toArray();
    double[] variance = draws.minus(draws.mean(0)).square().mean(0).toArray();
    double[] exact = tril.square().sum(-1).toArray();
    for (int i = 0; i < 3; i++) {
      assertEquals(loc.toArray()[i], mean[i], 5 * Math.sqrt(exact[i] / 4000));
      assertEquals(1, variance[i] / exact[i], 0.12);
    }
    double[] covariance = times(found.metric(), new double[] {1, 0, 0});
    assertArrayEquals(new double[] {4, 1.2, -2}, covariance, 0.05);
  }

  private static Model<?> schools() {
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor sigma = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    return let(
        sample("mu", normal(0, 5)),
        sample("tau", halfCauchy(5)),
        (mu, tau) ->
            plate(
                "schools",
                8,
                _ ->
                    let(
                        sample("z", normal(0, 1)),
                        z -> observe("y", normal(mu.plus(tau.times(z)), sigma), y))));
  }

  @Test
  void chainsBeginWhereItHasBeen() {
    Pathfinder.Found found = Pathfinder.standard().run(schools(), KEY);
    assertTrue(found.gradients() < 6000, found::toString);
    Posterior chains =
        Posterior.sample(found.sampler().draws(300).chains(3).threads(1), schools(), KEY);
    assertEquals(4.4, chains.get("mu").mean(0).item(), 0.9);
    assertEquals(900, chains.size());
    Potential target = LogDensity.of(schools()).potential();
    Start start = found.start();
    assertNotEquals(start.of(target, 0, KEY), start.of(target, 1, KEY));
    Point point = start.of(target, 0, KEY);
    Tuning tuning = new Tuning(1, found.metric());
    assertEquals(found.metric(), new Nuts(target, tuning, NutsLimits.STANDARD).tuning().metric());
    assertEquals(point, Point.at(target, point.position()));
  }

  private static <S> Metric begun(PointKernel<S, ?> kernel, Point start) {
    return kernel.tuning(kernel.begin(KEY, start)).orElseThrow().metric();
  }

  /** On a normal target draws and gradients tell of the covariance itself. */
  @Test
  void chainsBeginWhereAFitHasEnded() {
    Tensor tril = Tensor.of(new double[] {2, 0, 0.6, 0.5}, Shape.of(2, 2));
    Model<?> model = sample("x", MultivariateNormal.ofScaleTril(Tensor.of(3, 4), tril));
    Posterior fit = Svi.of(model, Guide.normal()).run(KEY).posterior(100, KEY);
    LogDensity target = LogDensity.of(model);
    Sampler sampler = target.samplerFrom(fit).draws(200).chains(5).threads(1);
    var kernel = sampler.kernel().apply(target.potential(), sampler.warmUp());
    Point start = sampler.start().of(target.potential(), 3, KEY);
    Metric metric = begun(kernel, start);
    assertArrayEquals(new double[] {4, 1.2}, times(metric, new double[] {1, 0}), 0.1);
    assertArrayEquals(new double[] {1.2, 0.61}, times(metric, new double[] {0, 1}), 0.1);
    assertEquals(1000, Posterior.sample(sampler, model, KEY).size());
    Posterior other = Posterior.of(Map.of("y", Tensor.zeros(Shape.of(1, 40))));
    assertThrows(ModelException.class, () -> target.samplerFrom(other));
    assertThrows(ArgumentException.class, () -> Start.among(List.of()));
  }

  @Test
  void theSameKeyGivesTheSameBits() {
    Pathfinder quick = Pathfinder.standard().paths(2).draws(50);
    Tensor one = quick.run(schools(), KEY).posterior().get("z");
    assertEquals(one, quick.run(schools(), KEY).posterior().get("z"));
    assertFalse(one.equals(quick.run(schools(), Key.of(4)).posterior().get("z")));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(ArgumentException.class, () -> Pathfinder.standard().paths(0));
    assertThrows(ArgumentException.class, () -> Pathfinder.standard().draws(3));
  }
}
