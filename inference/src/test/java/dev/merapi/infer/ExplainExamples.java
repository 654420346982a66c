package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fit says of its gradients and of its guide. */
class ExplainExamples {
  private static final Key KEY = Key.of(6);

  /** One pathwise site and one with its score; the noise of each is measured. */
  @Test
  void estimatorsAndTheirNoise() {
    Model<?> model =
        sample("x", normal(0, 1))
            .flatMap(
                x ->
                    sample("z", bernoulli(0.3))
                        .flatMap(z -> observe("y", normal(x.plus(z), 1), 1.2)));
    Model<?> guide =
        param("m", 0.2)
            .flatMap(m -> sample("x", normal(m, 0.5)))
            .flatMap(_ -> param("q", 0.4).flatMap(q -> sample("z", bernoulli(q))));
    Fitting fitting = Svi.of(model, guide).prepare(KEY);
    String text = fitting.explain(fitting.init());
    assertTrue(text.contains("x: pathwise"), text);
    assertTrue(text.contains("z: score function"), text);
    // given z, the slope by m is (1.2 − z − x) − x with x of deviation 0.5: 2 · 0.5, and z adds
    // √0.24
    double deviation = column(text, "x ", 2);
    assertEquals(Math.sqrt(1 + 0.24), deviation, 0.15, text);
    assertTrue(text.lines().anyMatch(line -> line.startsWith("z ") && line.endsWith(" q")), text);
    assertFalse(text.contains("jumps"), text);
  }

  private static double column(String text, String start, int index) {
    String line =
        text.lines()
            .filter(each -> each.startsWith(start))
            .findFirst()
            .orElseThrow(() -> new AssertionError(text));
    return Double.parseDouble(line.split(" +", -1)[index]);
  }

  /** The mean of y is a step of x, which gradients through x do not see. */
  @Test
  void aDrawThatIsComparedIsNamed() {
    Model<?> model = stepped(true);
    Fit fit = Svi.of(model, Guide.normal()).steps(100).run(KEY);
    List<String> advice = fit.advice();
    assertTrue(
        advice.stream().anyMatch(each -> each.contains("jumps") && each.contains("'x'")),
        advice::toString);
    Fit smooth = Svi.of(stepped(false), Guide.normal()).steps(100).run(KEY);
    assertTrue(smooth.advice().stream().noneMatch(each -> each.contains("jumps")));
  }

  /** y around 2 where x is positive and around 0 elsewhere, or around max(x, 0), which bends. */
  private static Model<?> stepped(boolean jumps) {
    return sample("w", normal(0, 1))
        .flatMap(
            w ->
                sample("x", normal(0, 1))
                    .flatMap(
                        x -> {
                          Tensor zero = Tensor.scalar(0);
                          Tensor right = jumps ? Tensor.scalar(2) : x;
                          Tensor mean = Tensor.where(x.gt(0), right, zero);
                          return observe("y", normal(mean.plus(w), 1), 1.5);
                        }));
  }

  /**
   * The mean field of a funnel is too narrow in it: weights say where, and repair what they can.
   */
  @Test
  void theWorstNumbersAreNamedAndWeightsRepair() {
    Model<?> model =
        sample("w", normal(0, 1))
            .flatMap(_ -> sample("s", normal(0, 3)))
            .flatMap(s -> sample("x", normal(0, s.exp())));
    Fit fit = Svi.of(model, Guide.normal()).run(KEY);
    String verdict = String.join(" ", fit.advice());
    assertTrue(verdict.contains("Weights would change most: "), verdict);
    assertTrue(verdict.contains("most: s ") || verdict.contains("most: x "), verdict);
    Model<?> near = sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), 1));
    Model<?> off = param("m", 0.1).flatMap(m -> sample("x", normal(m.minus(m).plus(0.2), 0.9)));
    Fit wrong = Svi.of(near, off).steps(10).run(KEY);
    Tensor draws = wrong.resampled(20_000, 20_000, KEY).get("x");
    assertEquals(0.5, draws.mean().item(), 0.03);
    assertEquals(0.5, draws.minus(draws.mean()).square().mean().item(), 0.03);
  }
}
