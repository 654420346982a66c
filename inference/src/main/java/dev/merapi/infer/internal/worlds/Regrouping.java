package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which axes of a reshaped tensor hold the same elements: the axes of both shapes in blocks, from
 * the right, as small as possible, of equal counts. Axes of size 1 are in no block.
 *
 * @param from the shape before
 * @param to the shape after
 * @param blocks what belongs together
 */
record Regrouping(Shape from, Shape to, List<Block> blocks) {

  /**
   * Axes counted from the right, in decreasing order, that hold the same elements before and after.
   */
  record Block(List<Integer> before, List<Integer> after) {}

  static Regrouping of(Shape from, Shape to) {
    List<Block> blocks = new ArrayList<>();
    int i = 1;
    int j = 1;
    while (i <= from.rank() || j <= to.rank()) {
      List<Integer> before = new ArrayList<>();
      List<Integer> after = new ArrayList<>();
      long m = 1;
      long n = 1;
      do {
        boolean left = i <= from.rank() && (m <= n || j > to.rank());
        if (left) {
          m *= from.size(-i);
          add(before, from, -i++);
        } else {
          n *= to.size(-j);
          add(after, to, -j++);
        }
      } while (m != n && (i <= from.rank() || j <= to.rank()));
      if (!before.isEmpty() || !after.isEmpty()) {
        blocks.add(new Block(before, after));
      }
    }
    return new Regrouping(from, to, blocks);
  }

  private static void add(List<Integer> axes, Shape shape, int axis) {
    if (shape.size(axis) != 1) {
      axes.add(axis);
    }
  }

  /** The axis after that is this axis before, element by element. */
  OptionalInt kept(int axis) {
    return blocks.stream()
        .filter(block -> block.before().equals(List.of(axis)) && block.after().size() == 1)
        .mapToInt(block -> block.after().getFirst())
        .findFirst();
  }

  /** The block that an axis after belongs to; none for an axis of size 1. */
  List<Integer> before(int axisAfter) {
    return blocks.stream()
        .filter(block -> block.after().contains(axisAfter))
        .map(Block::before)
        .findFirst()
        .orElse(List.of());
  }
}
