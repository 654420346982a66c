package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Another shape for the same elements: an axis that is there before and after stays apart, and what
 * is repeated along a whole block of axes stays repeated.
 */
record ReshapeRule(Regrouping groups) implements Rule {
  @Override
  public OptionalInt kept(int operand, int axis) {
    return groups.kept(axis);
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    Mapped x = operands.getFirst();
    int rank = groups.to().rank();
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    Mapped full = x;
    for (Regrouping.Block block : groups.blocks()) {
      if (block.before().stream().anyMatch(axis -> x.stored().size(axis) != 1)
          || block.before().stream().anyMatch(axis -> x.shape().size(axis) == 0)) {
        full = full.full(block.before());
        block.after().forEach(axis -> sizes[rank + axis] = groups.to().size(axis));
      }
    }
    Tensor stored = full.along(order, x.rank());
    return stored.reshape(stored.shape().takeLeft(order.size()).append(Shape.of(sizes)));
  }
}
