package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.PostOrder;
import java.util.List;
import java.util.Set;

/** The nodes behind a tensor, each after everything that it depends on. */
public final class Dependencies {
  private static final PostOrder<Tensor> ORDER = new PostOrder<>(Dependencies::operands);

  private Dependencies() {}

  /** All nodes that {@code output} depends on, itself last, except those already known. */
  public static List<Tensor> inOrder(Tensor output, Set<Tensor> known) {
    return ORDER.to(output, known);
  }

  private static List<Tensor> operands(Tensor node) {
    return node instanceof Symbolic.Apply apply ? apply.inputs() : List.of();
  }
}
