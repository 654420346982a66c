package dev.merapi.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays of arrays of numbers as tensors. */
final class Nested {
  private final double[] values;
  private final Shape shape;
  private int filled;

  private Nested(Shape shape) {
    this.shape = shape;
    this.values = Dense.room(shape.count());
  }

  /** The tensor with an axis for each of {@code rank} levels; all arrays of a level are alike. */
  static Tensor of(Object array, int rank) {
    Nested nested = new Nested(shape(array, rank));
    nested.fill(array, 0, "");
    return new Dense(nested.values, nested.shape);
  }

  private static Shape shape(Object array, int rank) {
    int[] sizes = new int[rank];
    Object level = array;
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = length(level);
      if (sizes[axis] == 0) {
        break;
      }
      level = level instanceof Object[] arrays ? arrays[0] : level;
    }
    return Shape.of(sizes);
  }

  private static int length(@Nullable Object array) {
    return switch (array) {
      case double[] numbers -> numbers.length;
      case int[] numbers -> numbers.length;
      case Object[] arrays -> arrays.length;
      case null ->
          throw new ArgumentException("Arrays of arrays of numbers hold none that is null");
      default -> throw new IllegalStateException("No array of numbers: " + array);
    };
  }

  private void fill(@Nullable Object array, int depth, String place) {
    int size = shape.size(depth);
    if (length(array) != size) {
      throw new ShapeException(
          "Array %s has %d elements, but the first one at its level has %d; all must be of one length"
              .formatted(place, length(array), size));
    }
    if (array instanceof Object[] arrays) {
      for (int i = 0; i < size; i++) {
        fill(arrays[i], depth + 1, place + "[" + i + "]");
      }
    } else if (array instanceof int[] numbers) {
      append(Arrays.stream(numbers).asDoubleStream().toArray());
    } else if (array instanceof double[] numbers) {
      append(numbers);
    }
  }

  private void append(double[] numbers) {
    System.arraycopy(numbers, 0, values, filled, numbers.length);
    filled += numbers.length;
  }
}
