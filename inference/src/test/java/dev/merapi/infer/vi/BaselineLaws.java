package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Network;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What a guide expects of the costs behind a draw changes the noise of a gradient, and nothing else
 * of it; parameters of its own learn by least squares.
 */
class BaselineLaws {
  private static final int KEYS = 4000;
  private static final Tensor Y = Tensor.of(0.3, -1.2, 2.2, 0.9, 1.5, -0.4);

  private static Model<Tensor> flag(String name, Tensor p, UnaryOperator<Infer> how) {
    return sample(Site.latent(name, bernoulli(p)).inferred(how));
  }

  // @formatter:off
  /** A draw with a path, a switch behind it, and a switch in each row. */
  private static Model<?> model(int batch) {
    return let(sample("u", normal(0, 1)), sample("a", bernoulli(0.4)), (u, a) ->
           plate("rows", 6).subsampleSize(batch).each(part ->
           let(sample("z", bernoulli(a.times(0.5).plus(0.2))), z ->
           observe("y", normal(z.plus(u), 1), part.subsample(Y)))));
  }

  /** Expects nothing of the costs. */
  private static Model<?> plain(int batch) {
    return let(param("m", 0.2), param("p", 0.35), (m, p) ->
           let(sample("u", normal(m, 0.6)), sample("a", bernoulli(p)), (u, a) ->
           plate("rows", 6).subsampleSize(batch).each(_ ->
           sample("z", bernoulli(p.plus(a.times(0.2)))))));
  }

  /** Expects something made of a parameter of its own, of one of the guide, of a draw; of data. */
  private static Model<?> expecting(int batch) {
    return let(param("m", 0.2), param("p", 0.35), param("b", -8), (m, p, b) ->
           let(module("net", Network.linear(1, 1)), net ->
           let(sample("u", normal(m, 0.6)), u ->
           let(flag("a", p, i -> i.baseline(b.plus(u.times(0.7)).plus(m.times(3)))), a ->
           plate("rows", 6).subsampleSize(batch).each(part ->
           flag("z", p.plus(a.times(0.2)), i ->
               i.baseline(net.apply(part.subsample(Y).unsqueeze(-1)).squeeze(-1))))))));
  }

  // @formatter:on

  /** Means and standard errors of the bound and its gradient by m and p. */
  private static double[][] moments(Bound.Objective objective, int batch, Model<?> guide) {
    Bound bound = Bound.of(objective, model(batch), guide, Gradients.KEY);
    assertEquals("m", bound.parameters().get(0));
    assertEquals("p", bound.parameters().get(1));
    return Gradients.moments(bound, KEYS);
  }

  @Test
  void gradientsAreAsWithout() {
    for (int batch : new int[] {6, 2}) {
      double[][] without = moments(TraceEnum.EXACT, batch, plain(batch));
      for (TraceEnum objective :
          new TraceEnum[] {
            TraceEnum.EXACT,
            TraceEnum.EXACT.particles(3),
            TraceEnum.EXACT.particles(3).withBaseline(),
            TraceEnum.EXACT.stickingTheLanding()
          }) {
        double[][] with = moments(objective, batch, expecting(batch));
        for (int j = 0; j <= 2; j++) {
          double room = 4 * Math.hypot(without[1][j], with[1][j]);
          assertEquals(without[0][j], with[0][j], room, j + " of " + objective);
        }
        assertTrue(with[1][2] < without[1][2], "the noise of the scores");
      }
    }
  }

  /**
   * One switch: the mean slope of the baseline is E[cost] − b, and with b there the noise falls.
   */
  @Test
  void parametersOfTheirOwnLearnByLeastSquares() {
    Model<?> model = let(sample("z", bernoulli(0.3)), z -> observe("y", normal(z, 0.5), 5));
    Model<?> guide =
        let(
            param("q", 0.45, Constraints.real()),
            param("b", 3),
            (q, b) -> flag("z", q, i -> i.baseline(b)));
    double[][] moments =
        Gradients.moments(Bound.of(TraceEnum.EXACT, model, guide, Gradients.KEY), KEYS);
    double slope = moments[0][0] - 3;
    assertEquals(slope, moments[0][2], 4 * (moments[1][0] + moments[1][2]));
    Model<?> learned =
        let(
            param("q", 0.45, Constraints.real()),
            param("b", moments[0][0]),
            (q, b) -> flag("z", q, i -> i.baseline(b)));
    double[][] quiet =
        Gradients.moments(Bound.of(TraceEnum.EXACT, model, learned, Gradients.KEY), KEYS);
    assertEquals(moments[0][1], quiet[0][1], 4 * (moments[1][1] + quiet[1][1]));
    assertTrue(quiet[1][1] < moments[1][1] / 2, quiet[1][1] + " of " + moments[1][1]);
    assertEquals(0, quiet[0][2], 4 * (moments[1][0] + quiet[1][2]));
  }

  @Test
  void aBaselineThatDoesNotFitIsNamed() {
    Model<?> model = let(sample("z", bernoulli(0.3)), z -> observe("y", normal(z, 0.5), 5));
    Model<?> guide = flag("z", Tensor.scalar(0.4), i -> i.baseline(Tensor.zeros(Shape.of(3))));
    ModelException refused =
        assertThrows(ModelException.class, () -> TraceEnum.EXACT.elbo(model, guide, Gradients.KEY));
    assertTrue(refused.getMessage().contains("baseline of site 'z'"), refused.getMessage());
    String text =
        TraceEnum.EXACT.explain(
            model, flag("z", Tensor.scalar(0.4), i -> i.baseline(Tensor.scalar(1))), Key.of(1));
    assertTrue(text.contains("z: score function, less its baseline"), text);
  }
}
