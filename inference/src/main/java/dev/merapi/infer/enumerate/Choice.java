package dev.merapi.infer.enumerate;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Draws;
import dev.merapi.tensor.random.Key;

/** How a value of a site is chosen by its log-weights. */
@FunctionalInterface
interface Choice {
  /** The first of the greatest. */
  Choice MODE = (_, logWeights) -> logWeights.argmax(-1);

  /** Positions [B..] for log-weights [B.., K], which need not be normalised. */
  Tensor of(String site, Tensor logWeights);

  /**
   * A draw with probability proportional to the weights, as the greatest of ln w + g with g from
   * the standard Gumbel law, −ln(−ln u). The key is folded by the name of the site.
   */
  static Choice draw(Key key) {
    return (site, logWeights) ->
        logWeights.plus(gumbel(key.fold(site), logWeights.shape())).argmax(-1);
  }

  private static Tensor gumbel(Key key, Shape shape) {
    double[] uniforms = new double[shape.count()];
    Draws.uniform(key, uniforms, 0, uniforms.length);
    return Tensor.of(uniforms, shape).log().unaryMinus().log().unaryMinus();
  }
}
