package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.tensor.Key;

/**
 * A family of approximations to a posterior: a function from a model to a program with parameters
 * that draws its latent sites.
 *
 * <p>An automatic guide is the model's own program with each latent site replaced, so it has the
 * plates, minibatches and supports of the model. Sites with finitely many values are left to the
 * model, which sums them out.
 */
@FunctionalInterface
public interface Guide {
  /** Where the free numbers of automatic guides start: near 0, with ties broken. */
  InitStrategy START = InitStrategy.uniform(0.1);

  /** The guide of a model, whose parameters start under this key. */
  GuideProgram on(Model<?> model, Key key);

  /** A guide of one's own. */
  static Guide program(Model<?> guide) {
    return (_, _) -> new Own(guide);
  }

  /** One point: the mode of the posterior density of the values themselves (MAP). */
  static Guide delta() {
    return delta(START);
  }

  /** One point, with another start. */
  static Guide delta(InitStrategy start) {
    return (model, key) -> Rewritten.of(model, Prototype.of(model, start, key), new Separate(0));
  }

  /**
   * An independent normal distribution for every number on the free scale: the mean field. Takes
   * minibatches: what stands in a plate has parameters for all of its elements.
   */
  static Guide normal() {
    return normal(START, 0.1);
  }

  /** The mean field, with another start and width. */
  static Guide normal(InitStrategy start, double width) {
    return (model, key) ->
        Rewritten.of(model, Prototype.of(model, start, key), new Separate(width));
  }
}
