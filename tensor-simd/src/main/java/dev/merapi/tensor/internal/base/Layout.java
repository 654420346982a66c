package dev.merapi.tensor.internal.base;

import java.util.Arrays;

/**
 * How the elements of a tensor lie in an array: element (i₀, i₁, …) stands at {@code offset + Σ iₖ
 * · strideₖ}. Views are maps from layout to layout.
 */
public final class Layout {
  /** Fewer numbers are copied faster by a loop than by a call. */
  private static final int SHORT = 16;

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

  /** The sizes of the axes, to be read only. */
  public int[] sizes() {
    return sizes;
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

  /**
   * The same elements in the same order along as few axes as possible: those of size 1 go, and
   * neighbours that one stride describes become one.
   */
  public Layout merged() {
    int[] steps = new int[sizes.length];
    int[] counts = new int[sizes.length];
    int rank = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 1) {
        continue;
      }
      if (rank > 0 && steps[rank - 1] == strides[i] * sizes[i]) {
        counts[rank - 1] *= sizes[i];
      } else {
        counts[rank++] = sizes[i];
      }
      steps[rank - 1] = strides[i];
    }
    return new Layout(offset, Arrays.copyOf(steps, rank), Arrays.copyOf(counts, rank));
  }

  /** Copies the elements from {@code source}, laid out so, to {@code target} in row-major order. */
  public void copy(double[] source, double[] target) {
    if (count() == 0) {
      return;
    }
    if (isContiguous()) {
      System.arraycopy(source, offset, target, 0, count());
      return;
    }
    Layout merged = merged();
    merged.copy(source, target, new int[merged.rank()]);
  }

  /**
   * The same with scratch memory for one number an axis. Fast where {@link #merged} was taken
   * before: matrices are copied by two plain loops, along their longer side.
   */
  public void copy(double[] source, double[] target, int[] index) {
    int count = count();
    int rank = sizes.length;
    int inner = rank == 0 ? 1 : sizes[rank - 1];
    int step = rank == 0 ? 1 : strides[rank - 1];
    int rows = rank < 2 ? 1 : sizes[rank - 2];
    int rowStep = rank < 2 ? 0 : strides[rank - 2];
    Arrays.fill(index, 0);
    int position = offset;
    for (int at = 0; at < count; at += rows * inner) {
      if (inner < rows) {
        for (int i = 0; i < inner; i++) {
          copy(source, position + i * step, rowStep, target, at + i, inner, rows);
        }
      } else {
        for (int row = 0; row < rows; row++) {
          copy(source, position + row * rowStep, step, target, at + row * inner, 1, inner);
        }
      }
      position = next(position, index, rank - 3);
    }
  }

  /** The first position of the next matrix. */
  private int next(int position, int[] index, int last) {
    int next = position;
    for (int axis = last; axis >= 0; axis--) {
      next += strides[axis];
      if (++index[axis] < sizes[axis]) {
        break;
      }
      next -= strides[axis] * sizes[axis];
      index[axis] = 0;
    }
    return next;
  }

  private static void copy(
      double[] source, int from, int step, double[] target, int to, int distance, int n) {
    if (step == 1 && distance == 1 && n >= SHORT) {
      System.arraycopy(source, from, target, to, n);
    } else {
      for (int i = 0, s = from, t = to; i < n; i++, s += step, t += distance) {
        target[t] = source[s];
      }
    }
  }
}
