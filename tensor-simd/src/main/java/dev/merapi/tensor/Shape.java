package dev.merapi.tensor;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, outermost first. Axes are named from the left by 0, 1, … or from
 * the right by −1, −2, …; shapes broadcast by alignment on the right, where a size of 1 or a
 * missing axis stands for any size.
 */
public final class Shape {
  /** More axes than anybody has. */
  private static final int MOST_AXES = 1 << 16;

  /** The shape of a single number: no axes. */
  public static final Shape SCALAR = new Shape();

  private final int[] sizes;

  private Shape(int... sizes) {
    this.sizes = sizes;
  }

  /**
   * The shape with the given sizes, none negative.
   *
   * @throws ShapeException if a size is negative, or there are too many axes
   */
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "A size cannot be negative, but the shape " + Arrays.toString(sizes) + " has " + size);
      }
    }
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The size of an axis, counted from the left if ≥ 0 and from the right if negative. */
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /**
   * The size of the axis {@code −fromRight}, or 1 where the shape has no such axis: what
   * broadcasting sees.
   *
   * @throws ShapeException if the position is below 1
   */
  public int sizeOr1(int fromRight) {
    if (fromRight < 1) {
      throw new ShapeException("Axes are counted from the right by 1, 2, …, but got " + fromRight);
    }
    return fromRight <= sizes.length ? sizes[sizes.length - fromRight] : 1;
  }

  /**
   * The position from the left of an axis given from either side.
   *
   * @throws ShapeException if there is no such axis
   */
  public int axis(int axis) {
    int position = axis < 0 ? axis + sizes.length : axis;
    if (position < 0 || position >= sizes.length) {
      throw new ShapeException(
          "Axis %d does not exist in shape %s: axes run from %d to %d"
              .formatted(axis, this, -sizes.length, sizes.length - 1));
    }
    return position;
  }

  /**
   * The number of elements, the product of the sizes; at most 2³¹ − 1, the longest array.
   *
   * @throws ShapeException if there are more than one array holds
   */
  public int count() {
    long product = 1;
    for (int size : sizes) {
      product *= size;
      if (product > Integer.MAX_VALUE) {
        throw new ShapeException(
            "A tensor of shape %s has more than 2^31 - 1 elements, too many for one array; split it"
                .formatted(this));
      }
    }
    return (int) product;
  }

  /** This shape followed by {@code right}. */
  public Shape append(Shape right) {
    if (right.rank() == 0) {
      return this;
    }
    int[] joined = Arrays.copyOf(sizes, sizes.length + right.sizes.length);
    System.arraycopy(right.sizes, 0, joined, sizes.length, right.sizes.length);
    return new Shape(joined);
  }

  /** This shape followed by the given sizes. */
  public Shape append(int... right) {
    return append(of(right));
  }

  /** The leftmost {@code n} axes. */
  public Shape takeLeft(int n) {
    return of(Arrays.copyOf(sizes, requireUpTo(n)));
  }

  /** The rightmost {@code n} axes. */
  public Shape takeRight(int n) {
    return of(Arrays.copyOfRange(sizes, sizes.length - requireUpTo(n), sizes.length));
  }

  /** All but the leftmost {@code n} axes. */
  public Shape dropLeft(int n) {
    return takeRight(sizes.length - requireUpTo(n));
  }

  /** All but the rightmost {@code n} axes. */
  public Shape dropRight(int n) {
    return takeLeft(sizes.length - requireUpTo(n));
  }

  /** This shape with another size at {@code axis}. */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis(axis)] = size;
    return of(changed);
  }

  /** This shape without {@code axis}. */
  public Shape without(int axis) {
    int position = axis(axis);
    return takeLeft(position).append(dropLeft(position + 1));
  }

  /**
   * This shape with axes of size 1 on the left, up to {@code rank} axes.
   *
   * @throws ShapeException if there would be too many axes
   */
  public Shape padLeft(int rank) {
    if (rank <= sizes.length) {
      return this;
    }
    if (rank > MOST_AXES) {
      throw new ShapeException(
          "A shape has up to %d axes, but %d are asked for".formatted(MOST_AXES, rank));
    }
    int[] padded = new int[rank];
    Arrays.fill(padded, 1);
    System.arraycopy(sizes, 0, padded, rank - sizes.length, sizes.length);
    return new Shape(padded);
  }

  /** Whether a tensor of this shape can be expanded to {@code target} without copying. */
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    for (int i = 1; i <= rank(); i++) {
      if (sizeOr1(i) != 1 && sizeOr1(i) != target.sizeOr1(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The least shape to which all the given shapes broadcast; a sentence with both shapes and the
   * axis when there is none.
   */
  public static Shape broadcast(Shape... shapes) {
    Shape result = SCALAR;
    for (Shape shape : shapes) {
      result = broadcast2(result, shape);
    }
    return result;
  }

  private static Shape broadcast2(Shape a, Shape b) {
    if (a.equals(b) || b.rank() == 0) {
      return a;
    }
    int[] sizes = new int[Math.max(a.rank(), b.rank())];
    for (int i = 1; i <= sizes.length; i++) {
      int left = a.sizeOr1(i);
      int right = b.sizeOr1(i);
      if (left != right && left != 1 && right != 1) {
        throw new ShapeException(
            "Shapes %s and %s do not broadcast: at axis %d one has size %d, the other %d, and neither is 1"
                .formatted(a, b, -i, left, right));
      }
      sizes[sizes.length - i] = left == 1 ? right : left;
    }
    return of(sizes);
  }

  /** The sizes as a new array. */
  public int[] toArray() {
    return sizes.clone();
  }

  private int requireUpTo(int n) {
    if (n < 0 || n > sizes.length) {
      throw new ShapeException("Shape %s has %d axes, not %d".formatted(this, sizes.length, n));
    }
    return n;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
