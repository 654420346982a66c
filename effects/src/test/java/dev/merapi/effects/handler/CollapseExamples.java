package dev.merapi.effects.handler;

import static dev.merapi.dist.Distributions.bernoulli;
import static dev.merapi.dist.Distributions.beta;
import static dev.merapi.dist.Distributions.gamma;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.dist.Binomial;
import dev.merapi.dist.Distribution;
import dev.merapi.dist.Exponential;
import dev.merapi.dist.Poisson;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
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

  private static void collapses(
      String name, Distribution prior, Function<Tensor, Model<Tensor>> rest) {
    Model<Tensor> model =
        sample(name, prior).flatMap(x -> rest.apply(x).andThen(deterministic("twice", x.times(2))));
    Trace collapsed = trace(new Collapse(name).on(model));
    Trace original = trace(new Replay(collapsed).on(model));
    assertEquals(name, collapsed.latents().last().name());
    assertEquals(original.logProbSum().item(), collapsed.logProbSum().item(), 1e-10);
    assertEquals(collapsed.value(name).times(2), collapsed.value("twice"));
  }

  @Test
  void whatIsNotConjugateIsNotCollapsed() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> trace(new Collapse("x").on(line())));
    assertTrue(error.toString().contains("Site 'x' (Normal) cannot be collapsed: site 'y'"));
  }
}
