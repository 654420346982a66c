package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A product reads a transposed operand as it lies. The chains of additions are the same. */
record TransposeIntoProduct() implements Rule {
  @Override
  public boolean keepsBits() {
    return true;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof MatMul(boolean left, boolean right))) {
      return null;
    }
    Tensor a = inputs.getFirst();
    Tensor b = inputs.getLast();
    if (isTransposed(a)) {
      return new MatMul(!left, right).on(source(a), b);
    }
    return isTransposed(b) ? new MatMul(left, !right).on(a, source(b)) : null;
  }

  /** Whether the last two axes of a node are exchanged, and no others. */
  private static boolean isTransposed(Tensor node) {
    if (!(node instanceof Symbolic.Apply apply
        && Primitive.of(apply) instanceof Permute(List<Integer> order)
        && order.size() >= 2)) {
      return false;
    }
    int rank = order.size();
    for (int i = 0; i < rank - 2; i++) {
      if (order.get(i) != i) {
        return false;
      }
    }
    return order.get(rank - 2) == rank - 1 && order.get(rank - 1) == rank - 2;
  }

  private static Tensor source(Tensor node) {
    return ((Symbolic.Apply) node).inputs().getFirst();
  }
}
