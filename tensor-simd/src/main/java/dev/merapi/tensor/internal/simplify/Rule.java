package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An equation between expressions, read from left to right. */
public interface Rule {

  /**
   * The cheaper expression equal to {@code primitive} on {@code inputs}, or null where the left
   * side does not match.
   */
  @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs);

  /** Whether both sides are equal bit for bit, and not only as real numbers. */
  boolean keepsBits();
}
