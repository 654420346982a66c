package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Fold;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.op.Random;
import java.util.List;
import java.util.OptionalInt;

/** A function of keys, which stand in rows: the axes to the left of their words stay apart. */
record RandomRule(Random random, List<Shape> shapes, int resultRank) implements Rule {
  static Rule of(Random random, List<Shape> shapes) {
    return switch (random) {
      case Fold _, KeyedNoise _ -> new RandomRule(random, shapes, random.shape(shapes).rank());
      default -> new WorldByWorld(random);
    };
  }

  /** The axes of the result that are no axes of keys. */
  private int own() {
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    return resultRank - (rank - 1);
  }

  @Override
  public OptionalInt kept(int operand, int axis) {
    return axis == -1 ? OptionalInt.empty() : OptionalInt.of(axis + 1 - own());
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    return random.on(
        operands.stream()
            .map(x -> x.isPlain() ? x.stored() : x.full(List.of(-1)).along(order, rank))
            .toArray(Tensor[]::new));
  }
}
