package dev.merapi.distributions.internal;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.GatherAt;

/** Choosing one element of each row by number. */
public final class LastAxis {
  private LastAxis() {}

  /**
   * table [B.., K] and positions [S.. B..] → [S.. B..]: element b of the result is table[b,
   * position].
   */
  public static Tensor choose(Tensor table, Tensor positions) {
    Shape rows = table.shape().dropRight(1);
    if (rows.rank() == 0) {
      return table.get(positions);
    }
    return new GatherAt(0).on(table, positions);
  }

  /** The tensor [..] seen as [.., E..], the same for all elements of an event. */
  public static Tensor withEventAxes(Tensor x, Shape event) {
    Shape ones = Shape.SCALAR.padLeft(event.rank());
    return x.reshape(x.shape().append(ones)).expand(x.shape().append(event));
  }
}
