package dev.merapi.infer.gibbs;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Let.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Condition;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;

/** A sweep leaves the posterior where it is: it has the marginals that are known or summed. */
final class GibbsLaws {
  /** Rows of two kinds, whose centres and share are to be learnt. */
  private static Model<Tensor> mixture(int n) {
    SplittableRandom random = new SplittableRandom(3);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = (random.nextDouble() < 0.3 ? -1.5 : 1) + random.nextGaussian();
    }
    return let(
        sample("share", beta(2, 2)),
        sample("low", normal(-2, 1)),
        sample("high", normal(2, 1)),
        (share, low, high) ->
            plate(
                "rows",
                n,
                _ ->
                    let(
                        sample("z", bernoulli(share)),
                        z ->
                            observe(
                                "y",
                                normal(low.plus(z.times(high.minus(low))), 1),
                                Tensor.of(y)))));
  }

  /** All elements of a plate at once: their probabilities are those of the exact sum. */
  @Example
  void aWholePlateIsDrawnExactly() {
    int n = 10_000;
    Map<String, Tensor> given =
        Map.of("share", Tensor.scalar(0.6), "low", Tensor.scalar(-1.4), "high", Tensor.scalar(0.9));
    Model<Tensor> model = new Condition(given).on(mixture(n));
    Tensor exact = InferDiscrete.marginals(model, Key.of(0)).get("z").slice(1, 1, 2).reshape(n);
    ExactPart part =
        new ExactPart(
            model, List.of("z"), List.of(), ExactPart.graph(model, List.of("z"), List.of()));
    Tensor sum = Tensor.zeros(exact.shape());
    int draws = 100;
    for (int i = 0; i < draws; i++) {
      sum = sum.plus(part.move(Key.of(i), Map.of(), Part.NOTHING).values().get("z"));
    }
    Tensor variance = exact.times(exact.unaryMinus().plus(1)).times(draws).plus(1e-9);
    Tensor scores = sum.minus(exact.times(draws)).square().div(variance);
    // A sum of n squared scores of variance about 2 each.
    double z = (scores.sum().item() - n) / Math.sqrt(2.0 * n);
    assertTrue(Math.abs(z) < 6, "z = " + z);
  }

  /** A chain on indices and parameters has the posterior of the sum. */
  @Example
  void aMixtureHasThePosteriorOfTheSum() {
    Model<Tensor> model = mixture(30);
    Posterior summed = Posterior.sample(Sampler.nuts().chains(2), model, 1);
    Posterior gibbs =
        Gibbs.of(model).exact("z").moved("share", "low", "high").posterior(Key.of(2), 2, 1000);
    requireSame(summed, gibbs, "share", "low", "high");
  }

  /** From exact draws of a plate, another value for each: their probabilities stay. */
  @Example
  void modifiedUpdatesLeaveAPlateInvariant() {
    int n = 2000;
    Tensor y = Tensor.of(new SplittableRandom(6).doubles(n, -1, 4).toArray());
    Model<Tensor> model =
        plate(
            "rows",
            n,
            _ ->
                let(
                    sample("k", categorical(Tensor.of(0.5, 0.3, 0.15, 0.05))),
                    k -> observe("y", normal(k, 1), y)));
    Tensor exact = InferDiscrete.marginals(model, Key.of(0)).get("k");
    Part exactly =
        new ExactPart(
            model, List.of("k"), List.of(), ExactPart.graph(model, List.of("k"), List.of()));
    Part part = ModifiedPart.of(model, "k", List.of()).get();
    int draws = 60;
    Tensor sum = Tensor.zeros(exact.shape());
    double changed = 0;
    for (int i = 0; i < draws; i++) {
      Tensor from = exactly.move(Key.of(i), Map.of(), Part.NOTHING).values().get("k");
      Tensor to = part.move(Key.of(i).fold(1), Map.of("k", from), Part.NOTHING).values().get("k");
      sum = sum.plus(to.unsqueeze(-1).eq(Tensor.arange(4)));
      changed += 1 - to.eq(from).mean().item();
    }
    Tensor variance = exact.times(exact.unaryMinus().plus(1)).times(draws).plus(1e-9);
    Tensor scores = sum.minus(exact.times(draws)).square().div(variance);
    double z = (scores.sum().item() - 4.0 * n) / Math.sqrt(4 * 4.0 * n);
    assertTrue(Math.abs(z) < 6, "z = " + z);
    double anew = exact.times(exact.unaryMinus().plus(1)).sum(-1).mean().item();
    assertTrue(changed / draws > 1.1 * anew, changed / draws + " against " + anew);
    for (int k = 0; k < 4; k++) {
      Tensor p = exact.slice(1, k, k + 1);
      double error = Math.sqrt(p.times(p.unaryMinus().plus(1)).sum().item() / draws) / n;
      assertEquals(
          p.mean().item(), sum.slice(1, k, k + 1).mean().item() / draws, 4.5 * error, "value " + k);
    }
  }

  /** Given what a graph computes, the probabilities of a plate are part of the graph. */
  @Example
  void probabilitiesOfAPlateAreSymbolic() {
    Model<Tensor> model =
        let(
            sample("high", normal(0, 1)),
            high ->
                plate(
                    "rows",
                    3,
                    _ ->
                        let(
                            sample("k", categorical(Tensor.of(0.5, 0.3, 0.2))),
                            k -> observe("y", normal(k.times(high), 1), Tensor.of(-1, 0, 3)))));
    UnaryOperator<Tensor> table =
        high ->
            InferDiscrete.marginals(new Condition(Map.of("high", high)).on(model), Key.of(0))
                .get("k");
    Tensor expected = table.apply(Tensor.scalar(1.2));
    Tensor found =
        Jit.of(arguments -> List.of(table.apply(arguments.getFirst())))
            .apply(List.of(Tensor.scalar(1.2)))
            .getFirst();
    assertArrayEquals(expected.toArray(), found.toArray(), 1e-14);
  }

  /** Sites that hang together, each by itself: the frequencies are the marginals. */
  @Example
  void discreteSitesOneByOne() {
    Model<Tensor> model =
        let(
            sample("a", bernoulli(0.3)),
            a ->
                let(
                    sample("b", categorical(Tensor.of(0.2, 0.5, 0.3).times(a.plus(0.5)).plus(0.1))),
                    b -> observe("y", normal(a.plus(b), 1), Tensor.scalar(1.7))));
    Map<String, Tensor> exact = InferDiscrete.marginals(model, Key.of(0));
    Posterior draws = Gibbs.of(model).exact("a").exact("b").posterior(Key.of(1), 2, 4000);
    for (int value = 0; value < 2; value++) {
      double share = draws.get("a").eq(value).mean().item();
      assertEquals(exact.get("a").get(value).item(), share, 0.03);
    }
    for (int value = 0; value < 3; value++) {
      double share = draws.get("b").eq(value).mean().item();
      assertEquals(exact.get("b").get(value).item(), share, 0.03);
    }
  }

  /** The same by modified updates, which never stay where they could go. */
  @Example
  void modifiedUpdatesOneByOne() {
    Model<Tensor> model =
        let(
            sample("a", bernoulli(0.3)),
            a ->
                let(
                    sample("b", bernoulli(a.times(0.5).plus(0.2))),
                    b -> observe("y", normal(a.plus(b), 1), Tensor.scalar(1.7))));
    Map<String, Tensor> exact = InferDiscrete.marginals(model, Key.of(0));
    Posterior draws = Gibbs.of(model).modified("a", "b").posterior(Key.of(1), 2, 4000);
    assertEquals(exact.get("a").get(1).item(), draws.get("a").mean().item(), 0.03);
    assertEquals(exact.get("b").get(1).item(), draws.get("b").mean().item(), 0.03);
  }

  /** A normal mean by its conditional, and a scale by NUTS. */
  @Example
  void conditionalsByHand() {
    Model<Tensor> model =
        let(
            sample("mu", normal(0, 2)),
            sample("scale", halfNormal(1)),
            (mu, scale) ->
                plate("rows", 3, _ -> observe("y", normal(mu, scale), Tensor.of(0.5, 1.5, 2))));
    Gibbs.Conditional conjugate =
        (key, values) -> {
          double precision = 1 / Math.pow(values.get("scale").item(), 2);
          double variance = 1 / (3 * precision + 0.25);
          return Map.of("mu", normal(variance * precision * 4, Math.sqrt(variance)).sample(key));
        };
    Posterior gibbs =
        Gibbs.of(model).by(conjugate, "mu").moved("scale").posterior(Key.of(5), 4, 1500);
    requireSame(Posterior.sample(Sampler.nuts().chains(2), model, 3), gibbs, "mu", "scale");
  }

  private static void requireSame(Posterior expected, Posterior found, String... sites) {
    Summary right = expected.summary();
    Summary summary = found.summary();
    for (String site : sites) {
      ParameterSummary one = right.find(site).orElseThrow();
      ParameterSummary other = summary.find(site).orElseThrow();
      double error = Math.hypot(one.mcseMean(), other.mcseMean());
      assertEquals(one.mean(), other.mean(), 4.5 * error, site);
      assertEquals(one.sd(), other.sd(), 0.12 * one.sd(), site);
      assertTrue(other.rhat() < 1.1, site + " " + other);
    }
  }

  @Example
  void whatCannotBeAsked() {
    Model<Tensor> model =
        let(
            sample("x", normal(0, 1)),
            sample("k", bernoulli(0.5)),
            sample("n", poisson(3)),
            (x, k, n) -> observe("y", normal(x.plus(k).plus(n), 1), Tensor.scalar(2)));
    assertTold(Gibbs.of(model).moved("x"), "No block of Gibbs sampling moves the sites [k, n].");
    assertTold(Gibbs.of(model).moved("x", "other"), "the latent sites of the model are [x, k, n]");
    assertTold(Gibbs.of(model).moved("x", "k"), "Site 'k'");
    assertTold(Gibbs.of(model).exact("x"), "continuous");
    assertTold(Gibbs.of(model).modified("x"), "continuous");
    assertTold(
        Gibbs.of(model).moved("x").exact("k").by((key, values) -> Map.of(), "n"),
        "has to draw site 'n'");
  }

  private static void assertTold(Gibbs gibbs, String words) {
    String told =
        assertThrows(ModelException.class, () -> gibbs.posterior(Key.of(1), 1, 10)).getMessage();
    assertTrue(told.contains(words), told);
  }
}
