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
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    return function.on(
        operands.stream()
            .map(x -> x.isPlain() ? x.stored() : x.along(order, rank))
            .toArray(Tensor[]::new));
  }
}
