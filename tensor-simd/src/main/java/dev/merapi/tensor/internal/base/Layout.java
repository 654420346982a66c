package dev.merapi.tensor.internal.base;

import java.util.Arrays;

/**
 * How the elements of a tensor lie in an array: element (i₀, i₁, …) stands at {@code offset + Σ iₖ
 * · strideₖ}. Views are maps from layout to layout.
 */
public final class Layout {
  private final int offset;
  private final int[] strides;
  private final int[] sizes;

  private Layout(int offset, int[] strides, int[] sizes) {
    this.offset = offset;
    this.strides = strides;
    this.sizes = sizes;
  }

  /**
   * The layout with the given first position, distances between neighbours along each axis, and
   * sizes. It takes the arrays over.
   */
  public static Layout of(int offset, int[] strides, int[] sizes) {
    return new Layout(offset, strides, sizes);
  }

  /** Row-major order from the start of the array. */
  public static Layout rowMajor(int... sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, sizes[i]);
    }
    return new Layout(0, strides, sizes);
  }

  /** The same from another first position. */
  public Layout from(int other) {
    return new Layout(other, strides, sizes);
  }

  /** The sizes of the axes, as a new array. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The size of an axis, counted from the left. */
  public int size(int axis) {
    return sizes[axis];
  }

  /** The number of elements. */
  public int count() {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  /** The position of the first element. */
  public int offset() {
    return offset;
  }

  /** The distance between neighbours along an axis, counted from the left. */
  public int stride(int axis) {
    return strides[axis];
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
      if (sizes[i] != 1 && strides[i] != expected) {
        return false;
      }
      expected *= sizes[i];
    }
    return true;
  }

  /** Copies the elements from {@code source}, laid out so, to {@code target} in row-major order. */
  public void copy(double[] source, double[] target) {
    copy(source, target, new int[strides.length]);
  }

  /** The same with scratch memory for one number an axis. */
  public void copy(double[] source, double[] target, int[] index) {
    int count = count();
    if (count == 0) {
      return;
    }
    if (isContiguous()) {
      System.arraycopy(source, offset, target, 0, count);
      return;
    }
    int rank = sizes.length;
    int inner = sizes[rank - 1];
    int innerStride = strides[rank - 1];
    Arrays.fill(index, 0);
    int position = offset;
    for (int row = 0; row < count; row += inner) {
      for (int i = 0, from = position; i < inner; i++, from += innerStride) {
        target[row + i] = source[from];
      }
      for (int axis = rank - 2; axis >= 0; axis--) {
        position += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        position -= strides[axis] * sizes[axis];
        index[axis] = 0;
      }
    }
  }
}
