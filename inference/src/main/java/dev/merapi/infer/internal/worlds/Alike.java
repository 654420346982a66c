package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Operands of one rank brought to one layout. */
final class Alike {
  private Alike() {}

  /**
   * All operands with the same hidden axes, the given visible axes in full, and the other visible
   * axes in full where one operand has them in full. One operand alone keeps what it has.
   */
  static Tensor[] full(List<Mapped> operands, List<Hidden> order, List<Integer> axes) {
    List<Tensor> aligned = operands.stream().map(x -> x.full(axes).along(order, x.rank())).toList();
    if (aligned.size() == 1) {
      return new Tensor[] {aligned.getFirst()};
    }
    return aligned.stream().map(x -> x.expand(target(x, aligned, axes))).toArray(Tensor[]::new);
  }

  /** The sizes that an operand needs: those of all but along the given axes, which are its own. */
  private static Shape target(Tensor x, List<Tensor> all, List<Integer> axes) {
    int rank = x.rank();
    int[] sizes =
        IntStream.range(0, rank)
            .map(
                i ->
                    axes.contains(i - rank)
                        ? x.size(i)
                        : all.stream().mapToInt(other -> other.size(i)).max().orElse(1))
            .toArray();
    return Shape.of(sizes);
  }
}
