package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Reduction;
import java.util.List;
import java.util.OptionalInt;

/** A combination along axes: the other axes stay apart, moved by those that go to their right. */
record ReductionRule(Reduction reduction) implements Rule {
  @Override
  public OptionalInt kept(int operand, int axis) {
    List<Integer> gone = reduction.axes().fromRight();
    return gone.contains(axis)
        ? OptionalInt.empty()
        : OptionalInt.of(axis + (int) gone.stream().filter(other -> other > axis).count());
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    Mapped x = operands.getFirst();
    return reduction.on(x.full(reduction.axes().fromRight()).along(order, x.rank()));
  }
}
