package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Running;
import java.util.List;
import java.util.OptionalInt;

/** A running combination along an axis: the other axes stay apart. */
record RunningRule(Running running) implements Rule {
  @Override
  public OptionalInt kept(int operand, int axis) {
    return axis == running.axis() ? OptionalInt.empty() : OptionalInt.of(axis);
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    return running.on(Alike.full(operands, order, List.of(running.axis())));
  }
}
