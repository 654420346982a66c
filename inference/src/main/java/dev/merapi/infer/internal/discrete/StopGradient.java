package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;

/** The same numbers, whatever they were computed from: no gradient flows through them. */
public final class StopGradient {
  private StopGradient() {}

  /** The numbers where they are known, else a node that stands for them. */
  public static Tensor of(Tensor x) {
    boolean known = x instanceof Dense || (x instanceof Symbolic node && node.value() != null);
    return known ? x.dense() : new StraightThrough().on(x, Tensor.scalar(0));
  }
}
