package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Every estimator: the mean of many gradients is the gradient of the exact bound, within four
 * standard errors.
 */
class EstimatorLaws {
  private static final Key KEY = Gradients.KEY;
  private static final int KEYS = 6000;
  private static final Tensor Y = Tensor.of(0.3, -1.2, 2.2, 0.9, 1.5, -0.4);

  private static double[][] moments(Bound bound) {
    return Gradients.moments(bound, KEYS);
  }

  private static double[] exact(Model<?> model, Model<?> guide) {
    return Gradients.exact(model, guide);
  }

  private static void requireUnbiased(
      Bound.Objective objective, Model<?> model, Model<?> guide, double[] exact) {
    Gradients.requireUnbiased(objective, model, guide, exact, KEYS);
  }

  /** A switch for each row, which says where its number comes from. */
  private static Model<?> switches(int batch) {
    return param("level", 0.7)
        .flatMap(
            level ->
                plate("rows", 6)
                    .subsampleSize(batch)
                    .each(
                        part ->
                            sample("z", bernoulli(0.3))
                                .flatMap(
                                    z ->
                                        observe(
                                            "y", normal(z.times(level), 1), part.subsample(Y)))));
  }

  private static Model<?> guesses(int batch) {
    return plate("rows", 6)
        .subsampleSize(batch)
        .each(
            _ ->
                param("q", _ -> Tensor.of(0.2, 0.4, 0.6, 0.5, 0.3, 0.7), Constraints.real(), 0)
                    .flatMap(q -> sample("z", bernoulli(q))));
  }

  @Test
  void scoresOfDiscreteDraws() {
    double[] exact = exact(switches(6), guesses(6));
    for (int particles : new int[] {1, 2, 5}) {
      requireUnbiased(TraceEnum.EXACT.particles(particles), switches(6), guesses(6), exact);
    }
    requireUnbiased(TraceEnum.EXACT.particles(3).withBaseline(), switches(6), guesses(6), exact);
  }

  @Test
  void scoresInMinibatches() {
    double[] exact = exact(switches(6), guesses(6));
    requireUnbiased(TraceEnum.EXACT, switches(2), guesses(2), exact);
    requireUnbiased(TraceEnum.EXACT.particles(3).withBaseline(), switches(2), guesses(2), exact);
  }

  /** A switch outside of the plate and switches inside of it: costs of one reach the other. */
  @Test
  void scoresAcrossPlates() {
    Model<?> model =
        sample("a", bernoulli(0.4))
            .flatMap(
                a ->
                    plate("rows", 6)
                        .each(
                            _ ->
                                sample("z", bernoulli(a.times(0.5).plus(0.2)))
                                    .flatMap(z -> observe("y", normal(z.plus(a), 1), Y))));
    Model<?> guide =
        param("p", 0.35)
            .flatMap(p -> sample("a", bernoulli(p)))
            .flatMap(
                a ->
                    plate("rows", 6)
                        .each(
                            _ ->
                                param("q", 0.3)
                                    .flatMap(q -> sample("z", bernoulli(q.plus(a.times(0.2)))))));
    double[] exact = exact(model, guide);
    requireUnbiased(TraceEnum.EXACT, model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.particles(4).withBaseline(), model, guide, exact);
  }

  @Test
  void theOtherParticlesMakeScoresQuieter() {
    Bound alone = Bound.of(TraceEnum.EXACT, switches(6), guesses(6), KEY);
    Bound four =
        Bound.of(TraceEnum.EXACT.particles(4).withBaseline(), switches(6), guesses(6), KEY);
    double[] one = moments(alone)[1];
    double[] many = moments(four)[1];
    assertEquals("q", alone.parameters().getFirst());
    for (int j = 1; j <= 6; j++) {
      int at = j;
      assertTrue(many[j] < 0.75 * one[j] / 2, () -> many[at] + " of " + one[at] / 2);
    }
  }

  @Test
  void partlyObservedSites() {
    Tensor mask = Tensor.of(1, 0, 1, 0, 0, 1);
    Model<?> model =
        plate("rows", 6)
            .each(
                _ ->
                    observe("z", bernoulli(0.3), Tensor.of(1, 0, 0, 0, 0, 1), mask)
                        .flatMap(z -> observe("y", normal(z, 1), Y)));
    Model<?> guide =
        plate("rows", 6)
            .each(_ -> param("q", 0.45).flatMap(q -> sample("z_unobserved", bernoulli(q))));
    double[] exact = exact(model, guide);
    requireUnbiased(TraceEnum.EXACT, model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.particles(3).withBaseline(), model, guide, exact);
  }

  /** μ ~ N(0, 2), y ~ N(μ, 1) with q = N(m, s): the bound has a closed form. */
  @Test
  void pathsAndDivergences() {
    Model<?> model =
        sample("mu", normal(0, 2))
            .flatMap(mu -> plate("rows", 6).each(_ -> observe("y", normal(mu, 1), Y)));
    double m = 0.4;
    double s = 0.7;
    Model<?> guide =
        param("m", m)
            .flatMap(loc -> param("s", s).flatMap(wide -> sample("mu", normal(loc, wide))));
    double total = Y.sum().item();
    double squares = Y.square().sum().item();
    double rows = -(squares - 2 * m * total + 6 * (m * m + s * s)) / 2;
    double value =
        rows - 3 * Math.log(2 * Math.PI) - (m * m + s * s) / 8 - Math.log(2) + 0.5 + Math.log(s);
    double[] exact = {value, total - 6 * m - m / 4, -6 * s - s / 4 + 1 / s};
    requireUnbiased(TraceEnum.EXACT, model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.analyticKl(), model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.analyticKl().particles(3), model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.stickingTheLanding(), model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.stickingTheLanding().particles(3), model, guide, exact);
    String text = TraceEnum.EXACT.analyticKl().explain(model, guide, KEY);
    assertTrue(text.contains("mu: pathwise, analytic KL"), text);
  }

  /** The guide draws b before a, the model a before b: b's divergence would hide a draw of a. */
  @Test
  void divergencesThatWouldHideADrawAreNotTaken() {
    Model<?> model =
        sample("a", normal(0, 1))
            .flatMap(a -> sample("b", normal(a, 1)).flatMap(b -> observe("y", normal(b, 1), 1.5)));
    Model<?> guide =
        param("m", 0.4)
            .flatMap(m -> sample("b", normal(m, 0.6)))
            .flatMap(b -> param("r", 0.3).flatMap(r -> sample("a", normal(b.times(r), 0.5))));
    String text = TraceEnum.EXACT.analyticKl().explain(model, guide, KEY);
    assertTrue(text.contains("b: pathwise" + System.lineSeparator()), text);
    assertTrue(text.contains("a: pathwise, analytic KL"), text);
    Bound sampled = Bound.of(TraceEnum.EXACT, model, guide, KEY);
    double[][] one = moments(sampled);
    double[][] other = moments(Bound.of(TraceEnum.EXACT.analyticKl(), model, guide, KEY));
    for (int j = 0; j < one[0].length; j++) {
      assertEquals(one[0][j], other[0][j], 4 * Math.hypot(one[1][j], other[1][j]));
    }
  }

  /** At the posterior the gradient has no noise any more; the usual one has. */
  @Test
  void theLandingSticks() {
    Model<?> model = sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), 1));
    Model<?> guide =
        param("m", 0.5)
            .flatMap(m -> param("s", Math.sqrt(0.5)).flatMap(s -> sample("x", normal(m, s))));
    double[] landed = moments(Bound.of(TraceEnum.EXACT.stickingTheLanding(), model, guide, KEY))[1];
    double[] usual = moments(Bound.of(TraceEnum.EXACT, model, guide, KEY))[1];
    assertEquals(0, landed[1], 1e-12);
    assertEquals(0, landed[2], 1e-12);
    assertTrue(usual[2] > 1e-3, Arrays.toString(usual));
  }

  /** A switch with its score before a draw with a path, and a plate of draws behind both. */
  @Test
  void theLandingSticksBehindSwitches() {
    Model<?> model =
        sample("z", bernoulli(0.3))
            .flatMap(
                z ->
                    sample("x", normal(z, 1))
                        .flatMap(
                            x ->
                                plate("rows", 6)
                                    .each(
                                        _ ->
                                            sample("w", normal(x, 1))
                                                .flatMap(w -> observe("y", normal(w, 1), Y)))));
    Model<?> guide =
        param("q", 0.4)
            .flatMap(q -> sample("z", bernoulli(q)))
            .flatMap(
                z ->
                    param("m", 0.5)
                        .flatMap(m -> sample("x", normal(m.plus(z.times(0.3)), 0.8)))
                        .flatMap(
                            x ->
                                plate("rows", 6)
                                    .each(
                                        _ ->
                                            param("s", 0.9)
                                                .flatMap(
                                                    s ->
                                                        sample(
                                                            "w",
                                                            normal(x.plus(Y).times(0.5), s))))));
    double[][] usual = moments(Bound.of(TraceEnum.EXACT, model, guide, KEY));
    double[][] landed = moments(Bound.of(TraceEnum.EXACT.stickingTheLanding(), model, guide, KEY));
    for (int j = 0; j < usual[0].length; j++) {
      assertEquals(usual[0][j], landed[0][j], 4 * Math.hypot(usual[1][j], landed[1][j]));
    }
    assertThrows(ModelException.class, TraceEnum.EXACT.analyticKl()::stickingTheLanding);
  }

  @Test
  void implicitGradients() {
    Model<?> model =
        sample("r", gamma(2, 1)).flatMap(r -> observe("y", poisson(r), Tensor.scalar(3)));
    double a = 2.5;
    double b = 1.3;
    Model<?> guide =
        param("a", a).flatMap(x -> param("b", b).flatMap(y -> sample("r", gamma(x, y))));
    // E ln p + entropy, by quadrature of the gamma density
    DoubleUnaryOperator inA = x -> bound(x, b);
    DoubleUnaryOperator inB = x -> bound(a, x);
    double[] exact = {bound(a, b), slope(inA, a), slope(inB, b)};
    requireUnbiased(TraceEnum.EXACT, model, guide, exact);
    requireUnbiased(TraceEnum.EXACT.stickingTheLanding(), model, guide, exact);
  }

  private static double slope(DoubleUnaryOperator f, double x) {
    double h = 1e-4;
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }

  private static double bound(double a, double b) {
    double step = 1e-3;
    Tensor r = Tensor.arange(40_000).plus(0.5).times(step);
    Tensor q = gamma(a, b).logProb(r);
    Tensor p = gamma(2, 1).logProb(r).plus(poisson(r).logProb(Tensor.scalar(3)));
    return q.exp().times(p.minus(q)).sum().item() * step;
  }

  /** Two draws of one switch: the mean over all four pairs. */
  @Test
  void boundsOfRenyi() {
    Model<?> model =
        sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z.times(2), 1), 1.1));
    Model<?> guide = param("q", 0.45).flatMap(q -> sample("z", bernoulli(q)));
    for (double alpha : new double[] {0, 0.5, 2}) {
      DoubleUnaryOperator bound = q -> renyi(alpha, q);
      double[] exact = {bound.applyAsDouble(0.45), slope(bound, 0.45)};
      requireUnbiased(new Renyi(alpha, 2), model, guide, exact);
    }
    double evidence =
        TraceEnum.EXACT
            .elbo(new ConfigEnumerate().on(model), dev.merapi.effects.Models.pure(0), KEY)
            .item();
    double[] tight = moments(Bound.of(Renyi.importanceWeighted(64), model, guide, KEY))[0];
    assertEquals(evidence, tight[0], 0.02);
  }

  private static double renyi(double alpha, double q) {
    double[] prior = {0.7, 0.3};
    double[] guess = {1 - q, q};
    double[] weight = new double[2];
    for (int z = 0; z < 2; z++) {
      double y = normal(2 * z, 1).logProb(Tensor.scalar(1.1)).item();
      weight[z] = prior[z] * Math.exp(y) / guess[z];
    }
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double mean = (Math.pow(weight[i], 1 - alpha) + Math.pow(weight[j], 1 - alpha)) / 2;
        sum += guess[i] * guess[j] * Math.log(mean) / (1 - alpha);
      }
    }
    return sum;
  }

  /** Pairs of draws on a grid of their noise; a parameter of the model, and one of both. */
  @Test
  void boundsOfRenyiByASecondPath() {
    Model<?> model =
        param("c", 0.3)
            .flatMap(
                c ->
                    sample("x", normal(c, 1))
                        .flatMap(
                            x ->
                                param("s", 0.7)
                                    .flatMap(s -> observe("y", normal(x, s.plus(0.2)), 1.4))));
    Model<?> guide =
        param("m", 0.6)
            .flatMap(m -> param("s", 0.7).flatMap(s -> sample("x", normal(m.plus(s), s))));
    for (double alpha : new double[] {0, 0.5, -1}) {
      double[] at = {0.3, 0.6, 0.7};
      Bound bound = Bound.of(new Renyi(alpha, 2).doublyReparametrised(), model, guide, KEY);
      double[] exact = new double[4];
      exact[0] = renyi(alpha, at[0], at[1], at[2]);
      for (int j = 0; j < 3; j++) {
        int moved = List.of("c", "m", "s").indexOf(bound.parameters().get(j));
        DoubleUnaryOperator along =
            x -> {
              double[] p = at.clone();
              p[moved] = x;
              return renyi(alpha, p[0], p[1], p[2]);
            };
        exact[j + 1] = slope(along, at[moved]);
      }
      requireUnbiased(new Renyi(alpha, 2), model, guide, exact);
      requireUnbiased(new Renyi(alpha, 2).doublyReparametrised(), model, guide, exact);
    }
  }

  /** By the midpoint rule for the noise of both draws. */
  private static double renyi(double alpha, double c, double m, double s) {
    int n = 801;
    double step = 14.0 / n;
    double[] chance = new double[n];
    double[] power = new double[n];
    for (int i = 0; i < n; i++) {
      double e = -7 + (i + 0.5) * step;
      double x = m + s + s * e;
      chance[i] = Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI) * step;
      double wide = s + 0.2;
      double prior = -(x - c) * (x - c) / 2;
      double seen = -(1.4 - x) * (1.4 - x) / (2 * wide * wide) - Math.log(wide);
      double logWeight = prior + seen - Math.log(2 * Math.PI) / 2 + e * e / 2 + Math.log(s);
      power[i] = Math.exp((1 - alpha) * logWeight);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += chance[i] * chance[j] * Math.log((power[i] + power[j]) / 2);
      }
    }
    return sum / (1 - alpha);
  }

  /** With n draws the noise of the usual gradient does not fall; that of the second path does. */
  @Test
  void theSecondPathIsQuieter() {
    Model<?> model = sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), 1));
    Model<?> guide =
        param("m", 0.2).flatMap(m -> param("s", 0.9).flatMap(s -> sample("x", normal(m, s))));
    Renyi many = Renyi.importanceWeighted(50);
    double[][] usual = moments(Bound.of(many, model, guide, KEY));
    double[][] quiet = moments(Bound.of(many.doublyReparametrised(), model, guide, KEY));
    assertEquals(usual[0][0], quiet[0][0], 1e-12);
    for (int j = 1; j <= 2; j++) {
      assertEquals(usual[0][j], quiet[0][j], 4 * Math.hypot(usual[1][j], quiet[1][j]));
      assertTrue(quiet[1][j] < usual[1][j] / 5, quiet[1][j] + " of " + usual[1][j]);
    }
  }

  @Test
  void whatHasNoMeaningIsRefused() {
    assertThrows(ModelException.class, () -> new Renyi(1, 3));
    assertThrows(ModelException.class, TraceEnum.EXACT::withBaseline);
    Model<?> model = sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), 1.1));
    Model<?> guide = param("q", 0.45).flatMap(q -> sample("z", bernoulli(q)));
    ModelException refused =
        assertThrows(
            ModelException.class,
            () -> new Renyi(0, 2).elbo(model, new ConfigEnumerate().on(guide), KEY));
    assertTrue(refused.getMessage().contains("'z'"), refused.getMessage());
    assertThrows(
        ModelException.class, () -> new Renyi(0, 2).doublyReparametrised().elbo(model, guide, KEY));
  }
}
