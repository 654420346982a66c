package dev.merapi.effects.collapse;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CollapseExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  private static Model<Tensor> line() {
    return sample("x", normal(0, 1)).flatMap(x -> sample("y", normal(x, 1)));
  }

  @Test
  void aConjugateNumberIsIntegratedOutAndDrawnLast() {
    Tensor coins = Tensor.of(1, 0, 1, 1);
    collapses("p", beta(2, 3), p -> plate("a", 4, _ -> observe("y", bernoulli(p), coins)));
    collapses("m", normal(1, 2), m -> plate("a", 4, _ -> observe("y", normal(m, 0.5), coins)));
    collapses("r", gamma(2, 3), r -> observe("y", Exponential.of(r), 4));
    collapses("r", gamma(2, 3), r -> observe("y", Poisson.of(r), 4));
    Tensor five = Tensor.scalar(5);
    collapses("p", beta(2, 3), p -> observe("y", Binomial.ofProbs(five, p), 4));
  }

  @Test
  void aSimplexIsIntegratedOut() {
    Tensor a = Tensor.of(1, 2, 0.5);
    Tensor seen = Tensor.of(2, 0, 1, 1);
    collapses("p", dirichlet(a), p -> plate("a", 4, _ -> observe("y", categorical(p), seen)));
    Tensor counts = Tensor.of(3, 1, 2);
    Tensor six = Tensor.scalar(6);
    collapses("p", dirichlet(a), p -> observe("y", Multinomial.ofProbs(six, p), counts));
  }

  @Test
  void eachElementOfAPlateIsIntegratedOutByItself() {
    Tensor coins = Tensor.of(new double[] {1, 0, 1, 1, 0, 0, 1, 1}, Shape.of(4, 2));
    Model<Tensor> model =
        plate(
            "groups",
            2,
            _ ->
                sample("p", beta(2, 3))
                    .flatMap(p -> plate("data", 4, _ -> observe("y", bernoulli(p), coins))));
    assertSameJoint("p", model);
    Trace collapsed = trace(new Collapse("p").on(model));
    assertEquals(Shape.of(2), collapsed.sampled("y").get().logProb().shape());
    Tensor seen = Tensor.of(new double[] {2, 0, 1, 1, 0, 2}, Shape.of(3, 2));
    Model<Tensor> vectors =
        plate(
            "groups",
            2,
            _ ->
                sample("p", dirichlet(Tensor.of(1, 2, 0.5)))
                    .flatMap(p -> plate("data", 3, _ -> observe("y", categorical(p), seen))));
    assertSameJoint("p", vectors);
    Model<Tensor> pooled =
        plate("data", 4)
            .dim(-1)
            .each(_ -> plate("groups", 2).dim(-2).each(_ -> sample("m", normal(0, 1))))
            .flatMap(
                m ->
                    plate("groups", 2)
                        .dim(-2)
                        .each(
                            _ ->
                                plate("data", 4).dim(-1).each(_ -> observe("y", normal(m, 2), 1))));
    assertSameJoint("m", pooled);
  }

  @Test
  void masksAndScalesCount() {
    Tensor data = Tensor.of(1, Double.NaN, 3);
    Mask some = new Mask(Tensor.of(1, 0, 1));
    Model<Tensor> masked =
        sample("m", normal(1, 2))
            .flatMap(m -> some.on(plate("a", 3, _ -> observe("y", normal(m, 0.5), data))));
    assertSameJoint("m", masked);
    Model<Tensor> scaled =
        sample("m", normal(1, 2)).flatMap(m -> new Scale(3).on(observe("y", normal(m, 0.5), 2)));
    assertSameJoint("m", scaled);
    Model<Tensor> both = new Scale(2).on(scaled);
    assertSameJoint("m", both);
    Model<Tensor> subsampled =
        plate("a", 6)
            .subsampleSize(2)
            .each(_ -> sample("p", beta(2, 3)).flatMap(p -> observe("y", bernoulli(p), 1)));
    assertSameJoint("p", subsampled);
  }

  @Test
  void aMaskedVariableIsNotCollapsed() {
    Model<Tensor> model =
        new Mask(false).on(sample("m", normal(1, 2))).flatMap(m -> observe("y", normal(m, 1), 2));
    var error = assertThrows(ArgumentException.class, () -> trace(new Collapse("m").on(model)));
    assertTrue(error.toString().contains("Site 'm' in no plate at CollapseExamples.java:"));
    assertTrue(error.toString().contains("without a mask"));
  }

  private static void assertSameJoint(String name, Model<?> model) {
    Trace collapsed = trace(new Collapse(name).on(model));
    Trace original = trace(new Replay(collapsed).on(model));
    assertEquals(name, collapsed.latents().getLast().name());
    assertEquals(original.logProbSum().item(), collapsed.logProbSum().item(), 1e-10);
  }

  private static void collapses(
      String name, Distribution prior, Function<Tensor, Model<Tensor>> rest) {
    Model<Tensor> model =
        sample(name, prior).flatMap(x -> rest.apply(x).andThen(deterministic("twice", x.times(2))));
    assertSameJoint(name, model);
    Trace collapsed = trace(new Collapse(name).on(model));
    assertEquals(collapsed.value(name).times(2), collapsed.value("twice"));
  }

  @Test
  void whatIsNotConjugateIsNotCollapsed() {
    ArgumentException error =
        assertThrows(ArgumentException.class, () -> trace(new Collapse("x").on(line())));
    assertTrue(error.toString().contains("Site 'x' (Normal) cannot be collapsed: site 'y'"));
  }
}
