package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.Simplex;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Tensor;

/**
 * The part of a gradient that means something: along the set that the argument lives in. Two
 * formulas that agree on a simplex may differ beside it, and so their gradients across it; the part
 * across is taken out. Above the diagonal of a triangular factor there is no argument at all.
 */
public final class Tangent {
  private Tangent() {}

  public static Tensor project(
      String name, Distribution distribution, Tensor value, Tensor gradient) {
    if (name.equals("value") && distribution.support() instanceof Simplex) {
      return gradient.minus(gradient.mean(-1).unsqueeze(-1));
    }
    boolean factor = name.endsWith("scale_tril") || name.endsWith("_scale");
    return factor && value.rank() >= 2 ? gradient.tril() : gradient;
  }
}
