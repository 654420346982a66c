package dev.merapi.tensor;

import java.util.Arrays;

/**
 * How the elements of a tensor lie in an array: element (i₀, i₁, …) stands at {@code offset + Σ iₖ
 * · strideₖ}. Views are maps from layout to layout.
 */
public final class Layout {
  private final int offset;
  private final int[] strides;
  private final Shape shape;

  private Layout(int offset, int[] strides, Shape shape) {
    this.offset = offset;
    this.strides = strides;
    this.shape = shape;
  }

  /** The layout with the given first position and distances between neighbours along each axis. */
  public static Layout of(int offset, int[] strides, Shape shape) {
    return new Layout(offset, strides.clone(), shape);
  }

  /** Row-major order from the start of the array. */
  public static Layout rowMajor(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, shape.size(i));
    }
    return new Layout(0, strides, shape);
  }

  /** The shape of the tensor that is laid out. */
  public Shape shape() {
    return shape;
  }

  /** The position of the first element. */
  public int offset() {
    return offset;
  }

  /** The distance between neighbours along an axis, counted from either side. */
  public int stride(int axis) {
    return strides[shape.axis(axis)];
  }

  /** The distances between neighbours along each axis, as a new array. */
  public int[] strides() {
    return strides.clone();
  }

  /** The position of one element. */
  public int position(int... index) {
    int position = offset;
    for (int i = 0; i < index.length; i++) {
      position += index[i] * strides[i];
    }
    return position;
  }

  /** Whether the elements lie in row-major order without gaps. */
  public boolean isContiguous() {
    int expected = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      if (shape.size(i) != 1 && strides[i] != expected) {
        return false;
      }
      expected *= shape.size(i);
    }
    return true;
  }

  /** Copies the elements from {@code source}, laid out so, to {@code target} in row-major order. */
  public void copy(double[] source, double[] target) {
    copy(source, target, new int[strides.length]);
  }

  /** The same with scratch memory for one number an axis. */
  public void copy(double[] source, double[] target, int[] index) {
    int count = shape.count();
    if (count == 0) {
      return;
    }
    if (isContiguous()) {
      System.arraycopy(source, offset, target, 0, count);
      return;
    }
    int rank = shape.rank();
    int inner = shape.size(-1);
    int innerStride = strides[rank - 1];
    Arrays.fill(index, 0);
    int position = offset;
    for (int row = 0; row < count; row += inner) {
      for (int i = 0, from = position; i < inner; i++, from += innerStride) {
        target[row + i] = source[from];
      }
      for (int axis = rank - 2; axis >= 0; axis--) {
        position += strides[axis];
        if (++index[axis] < shape.size(axis)) {
          break;
        }
        position -= strides[axis] * shape.size(axis);
        index[axis] = 0;
      }
    }
  }
}
