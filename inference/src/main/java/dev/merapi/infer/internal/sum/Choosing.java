package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;
import io.vavr.collection.Vector;
import java.util.function.BiFunction;

/**
 * How values of sites are chosen by their log-weights: the first of the greatest, with something
 * added.
 *
 * @param ring how the sites chosen later were summed out of the log-weights
 * @param noise for n sites and a shape [B.., K] what is added to the log-weights of each: [n, B..,
 *     K]
 */
public record Choosing(Semiring ring, BiFunction<Vector<String>, Shape, Tensor> noise) {
  /** The joint mode. */
  public static final Choosing MODE =
      new Choosing(
          Semiring.MAX, (sites, shape) -> Tensor.zeros(Shape.of(sites.size()).append(shape)));

  /**
   * A joint draw: each value with probability proportional to its weight, as the greatest of ln w +
   * g with g from the standard Gumbel law, −ln(−ln u). The key is folded by the name of the site.
   */
  public static Choosing draw(Key key) {
    return new Choosing(Semiring.SUM, (sites, shape) -> gumbel(key, sites, shape));
  }

  /** Positions [B..] for log-weights [B.., K], which need not be normalised. */
  public Tensor of(String site, Tensor logWeights) {
    Tensor added = noise.apply(Vector.of(site), logWeights.shape());
    return logWeights.plus(added.squeeze(0)).argmax(-1);
  }

  private static Tensor gumbel(Key key, Vector<String> sites, Shape shape) {
    Tensor[] uniforms =
        sites
            .map(site -> KeyedNoise.of(NoiseDraw.Kind.UNIFORM, key.fold(site), shape))
            .toJavaArray(Tensor[]::new);
    return Tensor.stack(0, uniforms).log().unaryMinus().log().unaryMinus();
  }
}
