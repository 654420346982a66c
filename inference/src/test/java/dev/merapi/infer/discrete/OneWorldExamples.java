package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.binomial;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.discreteUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.oneHotCategorical;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A program that is enumerated without having asked for it sees one world. */
class OneWorldExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> flags(int n, double p) {
    return plate("p", n, _ -> sample("x", bernoulli(p)));
  }

  private static double[] marginals(Model<?> model, String site) {
    return InferDiscrete.marginals(model, KEY).get(site).toArray();
  }

  private static double logNormal(double x, double loc, double scale) {
    double z = (x - loc) / scale;
    return -0.5 * z * z - Math.log(scale) - 0.5 * Math.log(2 * Math.PI);
  }

  /** Σ over worlds of the mean of mu given the worlds. */
  @Test
  void theSumOfAPlateOfFlags() {
    Model<?> model =
        flags(3, 0.3)
            .flatMap(
                x ->
                    sample("mu", normal(0, 1))
                        .flatMap(mu -> observe("y", normal(x.sum().plus(mu), 1), 2)));
    var potential = LogDensity.of(model).potential();
    double evidence = 0;
    double mean = 0;
    double sum = 0;
    for (double mu = -8; mu < 8; mu += 1e-2) {
      double density = Math.exp(potential.logDensityAndGradient(new double[] {mu}, new double[1]));
      Model<?> known = Substitute.of("mu", mu).on(model);
      evidence += density;
      mean += mu * density;
      sum += density * InferDiscrete.marginals(known, KEY).get("x").at(0, 1).item() * 3;
    }
    assertEquals(0.4228, mean / evidence, 5e-5);
    assertEquals(1.1543, sum / evidence, 5e-5);
  }

  @Test
  void theSumOfAPlateOfFlagsByNuts() {
    Model<?> model =
        flags(3, 0.3)
            .flatMap(
                x ->
                    sample("mu", normal(0, 1))
                        .flatMap(mu -> observe("y", normal(x.sum().plus(mu), 1), 2)));
    Posterior posterior = Posterior.sample(Sampler.nuts().chains(2).draws(1500), model, Key.of(3));
    assertEquals(0.4228, posterior.get("mu").mean(0).item(), 0.08);
    assertEquals(1.1543, posterior.get("x").sum(-1).mean(0).item(), 0.08);
  }

  /** ln p of an even site is the same for all values, which are still to be summed over. */
  @Test
  void anEvenSiteThatNothingDependsOn() {
    Model<?> model =
        sample("z", discreteUniform(0, 3)).flatMap(_ -> observe("y", normal(0, 1), 0.3));
    assertEquals(
        logNormal(0.3, 0, 1),
        LogDensity.of(model).potential().logDensityAndGradient(new double[0], new double[0]),
        1e-12);
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, marginals(model, "z"), 1e-12);
  }

  @Test
  void theModeOfFlagsWhoseSumIsObserved() {
    Model<?> model = flags(3, 0.3).flatMap(x -> observe("y", normal(x.sum().times(3), 0.1), 9));
    assertArrayEquals(new double[] {1, 1, 1}, InferDiscrete.mode(model, KEY).get("x").toArray());
  }

  @Test
  void aSumWithoutAxesOfAOneHotVector() {
    Tensor v = Tensor.of(1, 2, 3);
    Model<?> model =
        sample("z", oneHotCategorical(Tensor.of(0.2, 0.3, 0.5)))
            .flatMap(z -> observe("y", normal(v.times(z).sum(), 0.5), 3));
    assertArrayEquals(new double[] {0.000124, 0.07509, 0.92478}, marginals(model, "z"), 1e-5);
  }

  @Test
  void indicatorsInAProductOfMatrices() {
    Tensor x = Tensor.of(1, 0.5, 0.2, -1, 1.5, 0.3, -0.4, 0.9).reshape(4, 2);
    Tensor w = Tensor.of(1.2, -0.7);
    Tensor y = Tensor.of(1, 0, 1.5, -0.2);
    Model<?> model =
        plate("k", 2, _ -> sample("xi", bernoulli(0.4)))
            .flatMap(
                xi -> plate("rows", 4, _ -> observe("y", normal(x.matmul(xi.times(w)), 1), y)));
    double[] p = new double[2];
    double total = 0;
    for (int world = 0; world < 4; world++) {
      Tensor xi = Tensor.of(world & 1, world >> 1);
      double weight =
          Math.exp(
              normal(x.matmul(xi.times(w)), 1).logProb(y).sum().item()
                  + bernoulli(0.4).logProb(xi).sum().item());
      total += weight;
      p[0] += weight * (world & 1);
      p[1] += weight * (world >> 1);
    }
    double[] found = marginals(model, "xi");
    assertEquals(p[0] / total, found[1], 1e-12);
    assertEquals(p[1] / total, found[3], 1e-12);
  }

  @Test
  void aCountWhoseTotalIsEnumerated() {
    Model<?> model =
        sample("n", categorical(0.2, 0.3, 0.5))
            .flatMap(n -> sample("k", binomial(n, Tensor.scalar(0.4))))
            .flatMap(k -> observe("y", normal(k, 1), 1));
    assertArrayEquals(new double[] {0.162, 0.306, 0.532}, marginals(model, "n"), 5e-4);
  }

  @Test
  void aLatentCountThatCannotBeEnumerated() {
    Model<?> model =
        sample("z", bernoulli(0.3))
            .flatMap(z -> sample("n", poisson(z.plus(1))))
            .flatMap(n -> observe("y", normal(n, 1), 2));
    assertRefused(() -> marginals(model, "z"), "'n'", "'z'");
  }

  private static void assertRefused(Runnable action, String... parts) {
    String message = String.valueOf(assertThrows(ModelException.class, action::run).getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertTrue(!message.contains("1, 1, 1"), message);
  }

  @Test
  void neighboursAreCutApart() {
    int n = 200;
    Model<?> model =
        flags(n, 0.3)
            .flatMap(
                x ->
                    plate(
                        "pairs",
                        n - 1,
                        _ ->
                            observe(
                                "y",
                                normal(x.slice(0, 1, n).minus(x.slice(0, 0, n - 1)), 1),
                                0.3)));
    double[] forward = {0.7, 0.3};
    double log = 0;
    for (int i = 1; i < n; i++) {
      double[] next = new double[2];
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          next[b] += forward[a] * (b == 1 ? 0.3 : 0.7) * Math.exp(logNormal(0.3, b - a, 1));
        }
      }
      double sum = next[0] + next[1];
      log += Math.log(sum);
      forward = new double[] {next[0] / sum, next[1] / sum};
    }
    assertEquals(
        log,
        LogDensity.of(model).potential().logDensityAndGradient(new double[0], new double[0]),
        1e-9);
  }

  @Test
  void theProductOfManyFlagsIsRefused() {
    Model<?> model = flags(40, 0.3).flatMap(x -> observe("y", normal(x.plus(1).prod(), 1), 9));
    assertRefused(() -> LogDensity.of(model), "'y'", "'x'", "'p'", "'prod'", "OneWorldExamples");
  }

  @Test
  void fortyFlagsOneByOneAreRefused() {
    Model<Tensor> sum = Models.pure(Tensor.scalar(0));
    for (int i = 0; i < 40; i++) {
      String name = "x" + i;
      sum = sum.flatMap(s -> sample(name, bernoulli(0.3)).map(s::plus));
    }
    Model<?> model = sum.flatMap(s -> observe("y", normal(s, 1), 9));
    assertRefused(() -> LogDensity.of(model), "'y'", "'x0'");
  }

  @Test
  void moreIsGoneThroughWhereItIsAskedFor() {
    Model<?> model = flags(17, 0.3).flatMap(x -> observe("y", normal(x.sort(-1).sum(), 1), 9));
    assertRefused(() -> LogDensity.of(model), "'x'", "jointTerms");
    double found =
        Settings.current()
            .jointTerms(1 << 22)
            .in(() -> LogDensity.of(model))
            .potential()
            .logDensityAndGradient(new double[0], new double[0]);
    double expected = 0;
    for (int k = 0; k <= 17; k++) {
      expected += Math.exp(binomial(17, 0.3).logProb(Tensor.scalar(k)).item() + logNormal(9, k, 1));
    }
    assertEquals(Math.log(expected), found, 1e-10);
  }

  @Test
  void aParameterThatIsWrongInOneWorld() {
    Model<?> model =
        sample("z", bernoulli(0.5)).flatMap(z -> observe("y", normal(Tensor.scalar(0), z), 1));
    assertRefused(() -> LogDensity.of(model), "'y'", "Normal: scale", "where 'z' is 0");
    assertRefused(() -> marginals(model, "z"), "'y'", "Normal: scale", "where 'z' is 0");
  }

  @Test
  void drawsOfDiscreteSitesAloneAreExact() {
    Model<?> model = flags(2, 0.3).flatMap(x -> observe("y", normal(x.sum(), 0.5), 2));
    Posterior posterior = Posterior.sample(Sampler.nuts().chains(2).draws(1000), model, Key.of(3));
    double[] expected = marginals(model, "x");
    assertEquals(expected[1], posterior.get("x").mean(0).at(0).item(), 0.05);
    assertEquals(2000, posterior.size());
  }

  @Test
  void aModelWithoutLatentSitesHasNoPosterior() {
    assertRefused(
        () -> Posterior.sample(Sampler.nuts(), observe("y", normal(0, 1), 1), Key.of(1)),
        "no latent site");
  }

  @Test
  void theBoundSeesOneWorldToo() {
    Model<?> model =
        new ConfigEnumerate().on(flags(3, 0.3).flatMap(x -> observe("y", normal(x.sum(), 1), 2)));
    double evidence =
        LogDensity.of(model).potential().logDensityAndGradient(new double[0], new double[0]);
    assertEquals(evidence, TraceEnum.EXACT.elbo(model, Models.pure(0), KEY).item(), 1e-12);
  }

  @Test
  void settingUpHearsAnInterrupt() {
    Model<?> model = flags(3, 0.3).flatMap(x -> observe("y", normal(x.sum(), 1), 2));
    Thread.currentThread().interrupt();
    try {
      assertRefused(() -> LogDensity.of(model), "interrupted");
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void twoSitesOfManyValuesAreRefused() {
    Tensor even = Tensor.ones(Shape.of(30_000));
    Model<?> model =
        sample("a", categorical(even))
            .flatMap(
                a ->
                    sample("b", categorical(even))
                        .flatMap(b -> observe("y", normal(a.plus(b), 1), 9)));
    assertRefused(() -> LogDensity.of(model), "'y'", "'a'", "'b'", "9.00e+08");
  }
}
