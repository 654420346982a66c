package dev.merapi.tensor;

import java.lang.reflect.Array;
import java.util.Arrays;

/** Arrays of arrays of numbers as tensors. */
final class Nested {
  private final double[] values;
  private final Shape shape;
  private int filled;

  private Nested(Shape shape) {
    this.shape = shape;
    this.values = new double[shape.count()];
  }

  /** The tensor with an axis for each level; all arrays of a level have one length. */
  static Tensor of(Object array) {
    Nested nested = new Nested(shape(array));
    nested.fill(array, 0, "");
    return new Dense(nested.values, nested.shape);
  }

  private static Shape shape(Object array) {
    Shape shape = Shape.SCALAR;
    Object level = array;
    for (Class<?> type = array.getClass(); type.isArray(); type = type.getComponentType()) {
      int size = level.getClass().isArray() ? Array.getLength(level) : 0;
      shape = shape.append(size);
      level = size > 0 && !type.getComponentType().isPrimitive() ? Array.get(level, 0) : "";
    }
    return shape;
  }

  private void fill(Object array, int depth, String place) {
    int size = shape.size(depth);
    if (Array.getLength(array) != size) {
      throw new ShapeException(
          "Array %s has %d elements, but the first one at its level has %d; all must be of one length"
              .formatted(place, Array.getLength(array), size));
    }
    switch (array) {
      case double[] numbers -> append(numbers);
      case int[] numbers -> append(Arrays.stream(numbers).asDoubleStream().toArray());
      default -> {
        for (int i = 0; i < size; i++) {
          fill(Array.get(array, i), depth + 1, place + "[" + i + "]");
        }
      }
    }
  }

  private void append(double[] numbers) {
    System.arraycopy(numbers, 0, values, filled, numbers.length);
    filled += numbers.length;
  }
}
