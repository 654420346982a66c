package dev.merapi.distributions.transform;

import dev.merapi.distributions.constraint.Constraints;
import java.util.function.UnaryOperator;

/** Maps of many values to one, each with one of its right inverses; none has a determinant. */
public final class Transforms {
  private Transforms() {}

  /** Vectors to points of the simplex: yᵢ = e^xᵢ / Σ e^xⱼ; back by logarithms. */
  public static Transform softmax() {
    return new Transform(
        Constraints.simplex(), x -> x.softmax(-1), y -> y.log(), UnaryOperator.identity());
  }

  /** Vectors other than 0 to points of the sphere: y = x/|x|; back as they are. */
  public static Transform normalise() {
    return new Transform(
        Constraints.sphere(),
        x -> x.div(x.square().sum(-1).sqrt().unsqueeze(-1)),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }

  /**
   * Numbers to their sizes, y = |x|; back as they are. The distribution of |x| is {@code
   * folded(distribution)}.
   */
  public static Transform abs() {
    return new Transform(
        Constraints.nonnegative(),
        x -> x.abs(),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }
}
