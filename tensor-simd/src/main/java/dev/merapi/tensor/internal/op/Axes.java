package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;

/** A set of axes, each counted from the right (−1 is the last), in increasing order. */
public record Axes(List<Integer> fromRight) {
  private static final Axes NONE = new Axes(List.of());

  public Axes {
    fromRight = List.copyOf(fromRight);
  }

  /** The given axes of a shape, from either side; none given means all. */
  public static Axes of(Shape shape, int... axes) {
    if (shape.rank() == 0 && axes.length == 0) {
      return NONE;
    }
    int[] chosen = axes.length == 0 ? allOf(shape) : axes;
    int[] sorted = new int[chosen.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = shape.axis(chosen[i]) - shape.rank();
    }
    Arrays.sort(sorted);
    Integer[] each = new Integer[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        throw new ShapeException(
            "Axes %s name one axis of %s twice".formatted(Arrays.toString(axes), shape));
      }
      each[i] = sorted[i];
    }
    return new Axes(List.of(each));
  }

  private static int[] allOf(Shape shape) {
    int[] all = new int[shape.rank()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Whether the axis, counted from the right, is one of these. */
  public boolean contains(int axisFromRight) {
    return fromRight.contains(axisFromRight);
  }

  /** The number of elements over these axes. */
  public int count(Shape shape) {
    int count = 1;
    for (int axis : fromRight) {
      count = Math.multiplyExact(count, shape.size(axis));
    }
    return count;
  }

  /** The shape without these axes. */
  public Shape drop(Shape shape) {
    Shape kept = Shape.SCALAR;
    for (int axis = -shape.rank(); axis < 0; axis++) {
      kept = contains(axis) ? kept : kept.append(shape.size(axis));
    }
    return kept;
  }

  /** The shape with size 1 at these axes. */
  public Shape keep(Shape shape) {
    Shape result = shape;
    for (int axis : fromRight) {
      result = result.with(axis, 1);
    }
    return result;
  }
}
