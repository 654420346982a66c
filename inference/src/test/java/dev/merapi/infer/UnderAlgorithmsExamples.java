package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.key;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Index;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Programs and settings that an algorithm cannot take as they are. */
class UnderAlgorithmsExamples {
  private static final Sampler BRIEF = Sampler.nuts().warmUp(30).draws(4).chains(1).threads(1);

  private static Model<Tensor> model() {
    return sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), 0.5));
  }

  @Test
  void aHiddenLatentSiteIsASentence() {
    Model<Tensor> hidden = Block.hide("x").on(model());
    String chains =
        assertThrows(ModelException.class, () -> Posterior.sample(BRIEF, hidden, 1)).getMessage();
    assertTrue(chains.contains("hidden"), chains);
    String fit =
        assertThrows(ModelException.class, () -> Svi.of(hidden, Guide.normal()).steps(9).run(1))
            .getMessage();
    assertTrue(fit.contains("no latent site"), fit);
  }

  @Test
  void aHiddenSiteBesideAVisibleOneIsASentence() {
    Model<Tensor> two = sample("z", normal(0, 1)).flatMap(z -> model().map(y -> y.plus(z)));
    Model<Tensor> hidden = Block.hide("x").on(two);
    String chains =
        assertThrows(ModelException.class, () -> Posterior.sample(BRIEF, hidden, 1)).getMessage();
    assertTrue(chains.contains("'x'") && chains.contains("hidden"), chains);
    Model<Tensor> inAPlate = Block.hide("x").on(plate("rows", 3, _ -> two));
    assertThrows(ModelException.class, () -> LogDensity.of(inAPlate));
    Posterior keyed = Posterior.sample(BRIEF, key("k").flatMap(_ -> two), 1);
    assertEquals(4, keyed.size());
    assertEquals(
        4, Posterior.sample(BRIEF, Block.hide("x").on(Condition.of("x", 1).on(two)), 1).size());
  }

  @Test
  void aSiteCalledAsAnElementOfAnother() {
    Model<Tensor> model =
        sample("x", normal(Tensor.of(0, 1), 1).toEvent(1))
            .flatMap(_ -> sample("x[1]", normal(0, 1)));
    String sentence =
        assertThrows(ModelException.class, () -> Posterior.sample(BRIEF, model, 1)).getMessage();
    assertTrue(sentence.contains("'x[1]'"), sentence);
  }

  @Test
  void anElementByItsName() {
    Posterior posterior =
        Posterior.sample(BRIEF, sample("t", normal(Tensor.of(0, 1), 1).toEvent(1)), 1);
    assertEquals(posterior.get("t").at(Index.ALL, Index.at(0)), posterior.get("t[1]"));
  }

  @Test
  void numbersOfDraws() {
    Fit fit = Svi.of(model(), Guide.normal()).steps(20).run(Key.of(1));
    for (int n : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      String prior =
          assertThrows(MerapiException.class, () -> Predictive.prior(model(), 1, n)).getMessage();
      assertTrue(prior.contains("draws"), prior);
      String posterior =
          assertThrows(MerapiException.class, () -> fit.posterior(n, Key.of(1))).getMessage();
      assertTrue(posterior.contains("draws"), posterior);
    }
  }

  /** Four draws of 2³⁰ iterations each are more iterations than an int counts. */
  @Test
  void manyIterationsBetweenDraws() {
    AtomicLong iterations = new AtomicLong();
    assertThrows(
        CancellationException.class,
        () ->
            Posterior.sample(
                BRIEF.thinning(1 << 30),
                model(),
                Key.of(1),
                progress -> {
                  if (!progress.warmingUp()) {
                    iterations.set(progress.iterations());
                    throw new CancellationException();
                  }
                }));
    assertTrue(iterations.get() >= 4L << 30, () -> iterations.get() + " iterations");
  }
}
