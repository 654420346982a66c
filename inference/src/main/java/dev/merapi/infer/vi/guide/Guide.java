package dev.merapi.infer.vi.guide;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.function.Function;
import java.util.function.IntFunction;

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

  /** Independent normal numbers as one vector: the mean field, of sites in whole plates. */
  static Guide diagonal() {
    return together(Normals.diagonal(0.1));
  }

  /** A normal vector of any covariance on the free scale. */
  static Guide multivariate() {
    return together(Normals.dense(0.1));
  }

  /**
   * A normal vector whose covariance is that of {@code rank} directions and independent noise.
   *
   * @throws ArgumentException if the rank is below 1
   */
  static Guide lowRank(int rank) {
    if (rank < 1) {
      throw new ArgumentException(
          "A low-rank guide has at least 1 direction, but rank is %d; with none it is Guide.diagonal()."
              .formatted(rank));
    }
    return together(Normals.lowRank(rank, 0.1));
  }

  /**
   * The normal distribution around the mode on the free scale, with the curvature there as its
   * precision.
   */
  static Guide laplace() {
    return (model, key) -> {
      Prototype sites = Prototype.of(model, START, key);
      Vectors.of(sites);
      return new Laplace(model, sites);
    };
  }

  /**
   * Standard normal numbers, moved by any flow: {@code Guide.flow(n -> Flows.iterated(2,
   * Flows.autoregressive(n, 2 * n, Flows.affine())))} is the inverse autoregressive one.
   *
   * @param flow the bijectors of vectors of n numbers, all free numbers of the model together
   */
  static Guide flow(IntFunction<dev.merapi.distributions.bijector.Family<Bijector>> flow) {
    return (model, key) ->
        Rewritten.of(model, Prototype.of(model, START, key), new Flowing(flow, 0.1));
  }

  /**
   * Another guide for each site. Sites with the same guide, the same object, are drawn together:
   * {@code Guide wide = Guide.multivariate(); Guide.bySite(x -> x.equals("z") ? Guide.normal() :
   * wide)}.
   */
  static Guide bySite(Function<String, Guide> choice) {
    return new BySite(choice);
  }

  private static Guide together(Law law) {
    return (model, key) -> Rewritten.of(model, Prototype.of(model, START, key), new Together(law));
  }
}
