package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An equation between expressions, read from left to right. */
@FunctionalInterface
public interface Rule {

  /**
   * The cheaper expression equal to {@code primitive} on {@code inputs}, or null where the left
   * side does not match.
   */
  @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs);
}
