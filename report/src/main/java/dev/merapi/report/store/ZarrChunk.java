package dev.merapi.report.store;

import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of an array. All blocks have one shape; those at the end reach over it.
 *
 * @param whole the shape of the array
 * @param chunk the shape of a block
 * @param at which block along each dim
 */
record ZarrChunk(Shape whole, Shape chunk, List<Integer> at) {
  /** All blocks, in row-major order. */
  static List<ZarrChunk> of(Shape whole, Shape chunk) {
    List<List<Integer>> places = List.of(List.of());
    for (int axis = 0; axis < whole.rank(); axis++) {
      int blocks = (whole.size(axis) + chunk.size(axis) - 1) / chunk.size(axis);
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> place : places) {
        for (int i = 0; i < blocks; i++) {
          List<Integer> next = new ArrayList<>(place);
          next.add(i);
          longer.add(next);
        }
      }
      places = longer;
    }
    return places.stream().map(place -> new ZarrChunk(whole, chunk, place)).toList();
  }

  /** The path of the block below that of the array. */
  String key() {
    StringBuilder key = new StringBuilder("c");
    at.forEach(i -> key.append('/').append(i));
    return key.toString();
  }

  /** The block of the array, 0 where it reaches over. */
  double[] cut(double[] all) {
    double[] part = new double[chunk.count()];
    lines((from, to, length) -> System.arraycopy(all, from, part, to, length));
    return part;
  }

  /** Puts the block into the array. */
  void paste(double[] part, double[] all) {
    lines((from, to, length) -> System.arraycopy(part, to, all, from, length));
  }

  /** Lines along the last dim. */
  @FunctionalInterface
  private interface Line {
    void copy(int inArray, int inChunk, int length);
  }

  private void lines(Line line) {
    lines(0, 0, 0, line);
  }

  private void lines(int axis, int inArray, int inChunk, Line line) {
    if (axis == whole.rank()) {
      line.copy(inArray, inChunk, 1);
      return;
    }
    int first = at.get(axis) * chunk.size(axis);
    int length = Math.min(chunk.size(axis), whole.size(axis) - first);
    int below = inArray * whole.size(axis) + first;
    int belowChunk = inChunk * chunk.size(axis);
    if (axis == whole.rank() - 1) {
      line.copy(below, belowChunk, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      lines(axis + 1, below + i, belowChunk + i, line);
    }
  }
}
