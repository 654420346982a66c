package dev.merapi.infer.vi.guide;

import static dev.merapi.distributions.Distributions.lowRankMultivariateNormal;
import static dev.merapi.distributions.Distributions.multivariateNormalTril;
import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.internal.Certain;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;

/** Normal distributions of vectors, with standard deviations that start at {@code width}. */
final class Normals {
  private Normals() {}

  private static Model<Tensor> loc(String prefix, Tensor start) {
    return Models.param(prefix + ".loc", start);
  }

  private static Model<Tensor> scale(String prefix, Tensor start, double width) {
    Tensor first = Tensor.full(start.shape(), width);
    return Models.param(prefix + ".scale", first, Constraints.positive());
  }

  /** Independent numbers: {@code loc} and {@code scale}. */
  static Law diagonal(double width) {
    return (prefix, start) ->
        loc(prefix, start)
            .flatMap(
                loc ->
                    scale(prefix, start, width)
                        .map(scale -> new Law.Fitted(normal(loc, scale).toEvent(1), loc, scale)));
  }

  /** Any covariance: diag(scale) U with U lower triangular and ones on its diagonal. */
  static Law dense(double width) {
    return (prefix, start) ->
        loc(prefix, start)
            .flatMap(
                loc ->
                    scale(prefix, start, width)
                        .flatMap(
                            scale ->
                                Models.param(
                                        prefix + ".triangle",
                                        Tensor.eye(start.size(0)),
                                        Constraints.unitLowerCholesky())
                                    .map(unit -> dense(loc, scale.unsqueeze(-1).times(unit)))));
  }

  private static Law.Fitted dense(Tensor loc, Tensor tril) {
    return new Law.Fitted(multivariateNormalTril(loc, tril), loc, tril.square().sum(-1).sqrt());
  }

  /**
   * diag(scale) (W Wᵀ + I) diag(scale) with W [n, rank], which starts near 0: a draw with deviation
   * 0.1/√rank, since at 0 its gradient would be 0 and all columns alike.
   */
  static Law lowRank(int rank, double width) {
    return (prefix, start) ->
        loc(prefix, start)
            .flatMap(
                loc ->
                    scale(prefix, start, width)
                        .flatMap(
                            scale ->
                                Models.param(
                                        prefix + ".factor",
                                        key -> factor(key, start.size(0), rank),
                                        Constraints.real())
                                    .map(factor -> lowRank(loc, scale, factor))));
  }

  private static Tensor factor(Key key, int n, int rank) {
    return KeyedNoise.of(NoiseDraw.Kind.NORMAL, key, Shape.of(n, rank))
        .times(0.1 / Math.sqrt(rank));
  }

  private static Law.Fitted lowRank(Tensor loc, Tensor scale, Tensor factor) {
    Tensor wide = scale.unsqueeze(-1).times(factor);
    Tensor variance = scale.square();
    return new Law.Fitted(
        lowRankMultivariateNormal(loc, wide, variance),
        loc,
        wide.square().sum(-1).plus(variance).sqrt());
  }

  /** One point. */
  static Law point() {
    return (prefix, start) ->
        loc(prefix, start)
            .map(loc -> new Law.Fitted(Certain.value(loc, 1), loc, Tensor.zeros(start.shape())));
  }

  /** A normal distribution around {@code loc} whose covariance is known. */
  static Law known(Tensor tril) {
    return (prefix, start) -> loc(prefix, start).map(loc -> dense(loc, tril));
  }
}
