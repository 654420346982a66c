package dev.merapi.tensor;

import dev.merapi.tensor.internal.base.Layout;
import dev.merapi.tensor.internal.base.Storage;
import java.util.Arrays;

/**
 * A tensor of known numbers: a {@code double[]} and a {@link Layout}, so that expanding, permuting,
 * slicing and flipping copy nothing. The array is never written after construction.
 */
public final class Dense implements Tensor {
  private final double[] values;
  private final Layout layout;
  private final Shape shape;

  /**
   * A row-major tensor that takes ownership of {@code values}; the caller must not write to it
   * again.
   *
   * @throws ShapeException if the shape holds another number of elements
   */
  public Dense(double[] values, Shape shape) {
    this(values, Layout.rowMajor(shape.toArray()), shape);
    if (values.length != shape.count()) {
      throw new ShapeException(
          "A tensor of shape %s has %d elements, but got %d"
              .formatted(shape, shape.count(), values.length));
    }
  }

  private Dense(double[] values, Layout layout, Shape shape) {
    this.values = values;
    this.layout = layout;
    this.shape = shape;
  }

  /** An array of zeros; a sentence where memory for it cannot be had. */
  static double[] room(int n) {
    double[] room = Storage.room(n);
    if (room == null) {
      throw new ArgumentException(Storage.refusal(n));
    }
    return room;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Dense dense() {
    return this;
  }

  /** Where the first element lies in the array. */
  public int offset() {
    return layout.offset();
  }

  /** The distances in the array between neighbours along each axis, as a new array. */
  public int[] strides() {
    return layout.strides();
  }

  /**
   * The same array seen in another way: element (i₀, i₁, …) at {@code offset + Σ iₖ · strideₖ}. It
   * takes the strides over.
   *
   * @throws ShapeException if there is not one stride for each axis
   */
  public Dense view(int offset, int[] strides, Shape seen) {
    if (strides.length != seen.rank()) {
      throw new ShapeException(
          "A view of shape %s has %d strides, but got %d"
              .formatted(seen, seen.rank(), strides.length));
    }
    long least = offset;
    long greatest = offset;
    for (int i = 0; i < strides.length; i++) {
      long reach = (long) strides[i] * (seen.size(i) - 1);
      least += Math.min(reach, 0);
      greatest += Math.max(reach, 0);
    }
    if ((least < 0 || greatest >= values.length) && seen.count() > 0) {
      throw new ShapeException(
          "A view sees elements %d to %d of an array of %d"
              .formatted(least, greatest, values.length));
    }
    return new Dense(values, Layout.of(offset, strides, seen.toArray()), seen);
  }

  /**
   * The element at the given position, one index an axis, each counted from the left.
   *
   * @throws ShapeException if there is no such element
   */
  public double element(int... index) {
    boolean there = index.length == shape.rank();
    for (int i = 0; there && i < index.length; i++) {
      there = index[i] >= 0 && index[i] < shape.size(i);
    }
    if (!there) {
      throw new ShapeException(
          "There is no element %s in a tensor of shape %s"
              .formatted(Arrays.toString(index), shape));
    }
    return values[layout.position(index)];
  }

  /**
   * The elements in row-major order, to be read only: the array itself where it is exactly that,
   * else a copy. For executors, which must not pay for a copy.
   */
  public double[] rowMajorArray() {
    boolean exact =
        layout.offset() == 0 && values.length == shape().count() && layout.isContiguous();
    return exact ? values : toArray();
  }

  @Override
  public double[] toArray() {
    double[] copy = room(shape().count());
    layout.copy(values, copy);
    return copy;
  }

  /** Equal shapes and equal numbers, bit for bit (so NaN equals NaN, and 0 differs from −0). */
  @Override
  public boolean equals(Object other) {
    return other instanceof Dense dense
        && shape().equals(dense.shape())
        && Arrays.equals(rowMajorArray(), dense.rowMajorArray());
  }

  @Override
  public int hashCode() {
    return 31 * shape().hashCode() + Arrays.hashCode(rowMajorArray());
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
