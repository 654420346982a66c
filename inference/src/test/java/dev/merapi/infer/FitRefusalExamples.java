package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What a fit says when it is given what it cannot use. */
class FitRefusalExamples {
  private static final Key KEY = Key.of(3);

  private static String refused(Svi svi) {
    return assertThrows(ModelException.class, () -> svi.run(KEY)).getMessage();
  }

  private static void assertSays(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), text);
    }
  }

  private static Model<?> rows(Tensor y) {
    return sample("mu", normal(0, 1))
        .flatMap(mu -> plate("rows", 3).each(_ -> observe("y", normal(mu, 1), y)));
  }

  @Test
  void dataThatAreNotNumbers() {
    assertSays(refused(Svi.of(rows(Tensor.of(1, Double.NaN, 2)), Guide.normal())), "'y'", "NaN");
  }

  @Test
  void tailsOfWeightsThatNoRunHas() {
    Model<?> model =
        sample("mu", normal(0, 1))
            .flatMap(
                mu ->
                    plate("rows", 6)
                        .subsampleSize(2)
                        .each(
                            rows -> observe("y", normal(mu, 1), rows.subsample(Tensor.arange(6)))));
    Fit fit = Svi.of(model, Guide.normal()).steps(20).run(KEY);
    assertSays(
        assertThrows(ModelException.class, () -> fit.kHat(100, KEY)).getMessage(),
        "'rows'",
        "2 of");
    assertSays(fit.toString(), "there is no k-hat");
  }

  @Test
  void aGuideOfOtherShapes() {
    Model<?> guide =
        param("m", Tensor.zeros(Shape.of(2))).flatMap(m -> sample("mu", normal(m, 1).toEvent(1)));
    assertSays(refused(Svi.of(rows(Tensor.of(1, 2, 3)), guide)), "'mu'", "event dims");
  }

  @Test
  void aGuideThatForgetsASite() {
    Model<?> guide = param("m", 0).flatMap(m -> sample("nu", normal(m, 1)));
    assertSays(refused(Svi.of(rows(Tensor.of(1, 2, 3)), guide)), "'mu'", "guide");
  }

  @Test
  void nothingToFit() {
    Model<?> guide = sample("mu", normal(0, 1));
    assertSays(refused(Svi.of(rows(Tensor.of(1, 2, 3)), guide)), "nothing to fit");
    Model<?> known = plate("rows", 3).each(_ -> observe("y", normal(0, 1), Tensor.of(1, 2, 3)));
    assertSays(refused(Svi.of(known, Guide.normal())), "no latent site", "'y'");
  }

  @Test
  void otherIndicesInModelAndGuide() {
    Model<?> model = plate("rows", 5).indices(Tensor.of(0, 2)).each(_ -> sample("x", normal(0, 1)));
    Model<?> guide =
        plate("rows", 5)
            .indices(Tensor.of(1, 3))
            .each(_ -> param("m", 0).flatMap(m -> sample("x", normal(m, 1))));
    assertSays(refused(Svi.of(model, guide)), "'rows'", "indices");
  }

  /** Given indices of the model are those of a guide that is made from it. */
  @Test
  void givenIndicesAreKept() {
    Model<?> model =
        plate("rows", 5)
            .indices(Tensor.of(0, 2))
            .each(_ -> sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), 2.0)));
    Fit fit = Svi.of(model, Guide.normal()).optimiser(Optimiser.adam(0.02)).steps(4000).run(KEY);
    Tensor loc = fit.parameters().get("x.loc");
    assertEquals(Shape.of(5), loc.shape());
    assertEquals(1, loc.get(0).item(), 0.15);
    assertEquals(1, loc.get(2).item(), 0.15);
    assertTrue(Math.abs(loc.get(1).item()) < 0.2);
  }

  /** A square root of what may be negative: NaN under some draws. */
  @Test
  void stepsThatAreNotFiniteAreLeftOutAndNamed() {
    Model<?> model =
        sample("mu", normal(0.5, 0.3)).flatMap(mu -> observe("y", normal(mu.sqrt(), 0.3), 0.9));
    Model<?> guide =
        param("m", 0.4).flatMap(m -> param("s", 0.3).flatMap(s -> sample("mu", normal(m, s))));
    Fit fit = Svi.of(model, guide).optimiser(Optimiser.adam(0.001)).steps(400).run(KEY);
    assertTrue(fit.state().skipped() > 5, fit.faults()::toString);
    assertSays(fit.faults().getFirst(), "was left out");
    assertTrue(Double.isFinite(fit.parameters().get("m").item()));
    assertEquals(400, fit.state().step());
  }

  @Test
  void aGuideThatLooksAtItsDraws() {
    Model<?> model =
        sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z.times(3), 1), 2.5));
    Model<?> guide =
        param("q", 0.5)
            .flatMap(q -> sample("z", bernoulli(q)))
            .map(z -> z.item() > 0 ? Tensor.scalar(1) : Tensor.scalar(0));
    Fit fit = Svi.of(model, guide).optimiser(Optimiser.sgd(0.002)).steps(300).block(50).run(KEY);
    assertTrue(fit.parameters().get("q").item() > 0.55, fit.parameters()::toString);
  }

  @Test
  void statesOfOtherFits() {
    Svi one = Svi.of(rows(Tensor.of(1, 2, 3)), Guide.normal()).steps(10);
    FitState state = one.prepare(KEY).init();
    Fitting other = one.prepare(KEY.fold(1));
    assertSays(
        assertThrows(ModelException.class, () -> other.run(state)).getMessage(), "another fit");
    byte[] bytes = FitState.CODEC.bytes(state);
    bytes[6] ^= 1;
    assertThrows(DamagedException.class, () -> FitState.CODEC.of(bytes));
  }
}
