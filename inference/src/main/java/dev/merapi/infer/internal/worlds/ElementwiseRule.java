package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise;
import java.util.List;
import java.util.OptionalInt;

/** A function of numbers: every axis stays apart, and what is repeated stays repeated. */
record ElementwiseRule(Elementwise function, List<Shape> shapes) implements Rule {
  @Override
  public OptionalInt kept(int operand, int axis) {
    return OptionalInt.of(axis);
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    int rank = 0;
    for (Shape shape : shapes) {
      rank = Math.max(rank, shape.rank());
    }
    Tensor[] aligned = new Tensor[operands.size()];
    for (int i = 0; i < aligned.length; i++) {
      Mapped x = operands.get(i);
      aligned[i] = x.isPlain() ? x.stored() : x.along(order, rank);
    }
    return function.on(aligned);
  }
}
