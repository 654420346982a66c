package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.infer.diagnose.Mcse;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Posteriors that look at a probability next to 0, and priors that are infinite at an end. */
class EndsExamples {
  private static final Sampler NUTS = Sampler.nuts().warmUp(500).draws(1000).chains(2);

  /** The draws of each chain. */
  private static double[][] chains(Posterior posterior, int chains) {
    double[] all = posterior.get("x").toArray();
    double[][] each = new double[chains][all.length / chains];
    for (int i = 0; i < all.length; i++) {
      each[i / each[0].length][i % each[0].length] = all[i];
    }
    return each;
  }

  private static void mean(double expected, Model<?> model) {
    double[][] draws = chains(Posterior.sample(NUTS, model, Key.of(11)), 2);
    double sum = 0;
    for (double[] chain : draws) {
      for (double x : chain) {
        sum += x;
      }
    }
    double mean = sum / (2 * draws[0].length);
    assertEquals(expected, mean, 3 * Mcse.mean(draws));
  }

  private static Model<Tensor> survival(
      Distribution prior, Function<Tensor, Distribution> law, double... data) {
    return sample("x", prior)
        .flatMap(
            x ->
                observe(
                        "y",
                        law.apply(x),
                        data.length == 1 ? Tensor.scalar(data[0]) : Tensor.of(data))
                    .map(_ -> x));
  }

  private static Distribution censored(Distribution base) {
    return rightCensored(base, Tensor.scalar(1));
  }

  /** Gamma(2, 1 + 800). */
  @Test
  void aRateOfWhichEightHundredIsExceeded() {
    mean(2.0 / 801, survival(gamma(2, 1), rate -> censored(exponential(rate)), 800));
  }

  /** Gamma(400, 11). */
  @Test
  void aGreatRateOfWhichOneIsExceeded() {
    mean(400.0 / 11, survival(gamma(400, 10), rate -> censored(exponential(rate)), 1));
  }

  /** Gamma(4, 2 + 1). */
  @Test
  void aRateTruncatedFarOut() {
    double infinity = Double.POSITIVE_INFINITY;
    mean(4.0 / 3, survival(gamma(3, 2), rate -> truncated(exponential(rate), 37, infinity), 38));
  }

  /** Of the rate of (t/1)^1.5 at 100: Gamma(3, 1 + 1000) for the power −1.5 of the scale. */
  @Test
  void aWeibullScale() {
    mean(
        3.0 / 1001,
        survival(
            gamma(3, 1), rate -> censored(weibull(rate.pow(-2.0 / 3), Tensor.scalar(1.5))), 100));
  }

  @Test
  void aRandomWalkOnTheArcsineDistribution() {
    Sampler walk = Sampler.randomWalk().warmUp(1000).draws(8000).chains(2);
    Posterior posterior = Posterior.sample(walk, sample("x", beta(.5, .5)), Key.of(5));
    double[][] draws = chains(posterior, 2);
    double mean = posterior.get("x").mean().item();
    assertEquals(.5, mean, 4 * Mcse.mean(draws));
    assertTrue(Mcse.mean(draws) < .03);
  }

  private static double at(Model<?> model, double... u) {
    LogDensity density = LogDensity.of(model);
    Potential compiled = density.potential();
    double[] slope = new double[u.length];
    double value = compiled.logDensityAndGradient(u, slope);
    for (double each : slope) {
      assertTrue(Double.isFinite(each), "gradient " + each);
    }
    Graph graph = GraphPotential.graph(density.potential()).orElseThrow();
    List<Dense> arguments = new ArrayList<>();
    arguments.add(u.length == 1 ? Tensor.scalar(u[0]).dense() : Tensor.of(u).dense());
    List<Tensor> interpreted = graph.apply(List.copyOf(arguments));
    assertEquals(interpreted.getFirst().item(), value);
    assertArrayEquals(interpreted.get(1).toArray(), slope);
    return value;
  }

  @Test
  void densitiesNextToTheEnds() {
    assertEquals(-21.14473, at(sample("x", beta(.5, .5)), 40), 1e-5);
    assertEquals(-5.66816, at(sample("x", beta(.01, .01)), 37), 1e-5);
    for (double u : new double[] {-700, 700}) {
      assertEquals(-350 - Math.log(Math.PI), at(sample("x", beta(.5, .5)), u), 1e-9);
      assertEquals(-350 - Math.log(Math.PI), at(sample("x", affineBeta(.5, .5, 3, 2)), u), 1e-9);
      assertEquals(-700, at(sample("x", uniform(3, 5)), u), 1e-9);
    }
    assertEquals(-350 - Math.log(2), at(sample("x", kumaraswamy(1, .5)), 700), 1e-9);
    assertTrue(Double.isFinite(at(sample("x", gamma(.1, 1)), -700)));
    assertTrue(Double.isFinite(at(sample("x", gamma(.1, 1)), 700)));
    Distribution half = dirichlet(Tensor.full(Shape.of(3), .5));
    assertTrue(Double.isFinite(at(sample("x", half), 700, -700)));
    assertTrue(Double.isFinite(at(sample("x", half), 700, 700)));
    assertTrue(Double.isFinite(at(sample("x", half), -700, -700)));
  }

  /** A discrete site is summed out around the density next to the end. */
  @Test
  void aDensityThatDependsOnAnEnumeratedSite() {
    Model<Tensor> model =
        sample("z", bernoulli(.3))
            .flatMap(
                z ->
                    sample(
                        "x",
                        beta(
                            Tensor.where(z, Tensor.scalar(.5), Tensor.scalar(.6)),
                            Tensor.scalar(.5))));
    double sum = .3 / Math.PI + .7 * Math.exp(-lbeta(.6, .5));
    assertEquals(-350 + Math.log(sum), at(model, 700), 1e-9);
  }

  private static double lbeta(double a, double b) {
    return Tensor.scalar(a).lbeta(Tensor.scalar(b)).item();
  }

  /** A program that looks at a number is run again at every position, and sees the same. */
  @Test
  void aDynamicProgram() {
    Model<Tensor> dynamic = sample("x", beta(.5, .5)).map(x -> x.item() > 2 ? Tensor.scalar(1) : x);
    LogDensity density = LogDensity.of(dynamic);
    assertTrue(GraphPotential.graph(density.potential()).isEmpty());
    double value = density.potential().logDensityAndGradient(new double[] {40}, new double[1]);
    assertEquals(-21.14473, value, 1e-5);
  }

  /** The fault B5: correlation matrices of high order from any start. */
  @Test
  void correlationsOfHighOrder() {
    LogDensity density = LogDensity.of(sample("x", lkj(40, 1)));
    double[] u = new double[density.dimension()];
    for (int i = 0; i < u.length; i++) {
      u[i] = 2 * Math.sin(i * 1.7);
    }
    double[] slope = new double[u.length];
    double matrix = density.potential().logDensityAndGradient(u, slope);
    assertTrue(Double.isFinite(matrix));
    double factor =
        LogDensity.of(sample("x", lkjCholesky(40, 1)))
            .potential()
            .logDensityAndGradient(u, new double[u.length]);
    assertEquals(factor, matrix, 1e-9 * Math.abs(factor));
  }
}
