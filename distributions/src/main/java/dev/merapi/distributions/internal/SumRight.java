package dev.merapi.distributions.internal;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Sums of log-determinants over axes that belong to a larger event. */
public final class SumRight {
  private SumRight() {}

  /**
   * The sum over the {@code extra} rightmost axes of a term that belongs to x of the given shape
   * with {@code eventDim} event axes; axes over which the term is constant count with their full
   * size.
   */
  public static Tensor of(Tensor term, Shape x, int eventDim, int extra) {
    if (extra == 0) {
      return term;
    }
    Shape summed = x.dropRight(eventDim).takeRight(extra);
    Tensor full = term.expand(Shape.broadcast(term.shape(), summed));
    int[] axes = new int[extra];
    for (int i = 0; i < extra; i++) {
      axes[i] = -1 - i;
    }
    return full.sum(axes);
  }
}
