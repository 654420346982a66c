package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.effects.Model;
import dev.merapi.infer.chain.StartException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * What a modeller hears of the mistakes that the first run finds: each message names the site and a
 * remedy.
 */
final class FirstRunExamples {
  private static void assertSays(Model<?> model, String... parts) {
    RuntimeException error = assertThrows(RuntimeException.class, () -> LogDensity.of(model));
    for (String part : parts) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }

  @Test
  void v11TwoSitesOfOneName() {
    assertSays(sample("x", normal(0, 1)).flatMap(x -> sample("x", normal(x, 1))), "'x'", "name");
  }

  @Test
  void v22AndV48ABatchDimThatNoPlateDeclares() {
    Tensor y = Tensor.of(1, 2, 3);
    assertSays(
        sample("mu", normal(0, 1)).flatMap(mu -> observe("y", normal(mu, 1), y)),
        "'y'",
        "[3]",
        "dim -1",
        "plate(",
        "toEvent");
  }

  @Test
  void v43DataOutsideTheSupport() {
    assertSays(
        sample("rate", Exponential.of(Tensor.scalar(1)))
            .flatMap(rate -> observe("wait", Exponential.of(rate), -3)),
        "'wait'",
        "-3");
  }

  @Test
  void v41ADiscreteLatentWithoutAFiniteSupport() {
    assertSays(sample("z", poisson(3)), "'z'", "discrete", "numerat");
  }

  @Test
  void v41ASupportWithoutCoordinates() {
    assertSays(
        plate("rows", 2, _ -> sample("direction", projectedNormal(Tensor.of(1, 0)))),
        "Site 'direction'",
        "plate 'rows'",
        "sphere",
        "draw a vector and normalise it");
  }

  @Test
  void v49AMinibatch() {
    Tensor y = Tensor.zeros(Shape.of(100));
    assertSays(
        plate("data", 100)
            .subsampleSize(10)
            .each(rows -> observe("y", normal(0, 1), rows.subsample(y, 0))),
        "'data'",
        "10",
        "100");
  }

  @Test
  void v40AStartWithoutDensityNamesTheSiteAndItsValue() {
    Model<Tensor> model =
        sample("x", normal(0, 1))
            .flatMap(x -> factor("impossible", x.times(0).plus(1).minus(1).log()));
    StartException error =
        assertThrows(
            StartException.class, () -> Posterior.sample(Sampler.nuts(), model, Key.of(1)));
    assertTrue(error.getMessage().contains("'impossible'"), error.getMessage());
    assertTrue(error.getMessage().contains("-Infinity"), error.getMessage());
  }
}
