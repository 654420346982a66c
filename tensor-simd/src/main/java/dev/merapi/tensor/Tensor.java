package dev.merapi.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * An immutable n-dimensional array of float64. A {@link Dense} tensor holds numbers; a {@link
 * Symbolic} one stands for numbers that a graph will compute. Operations on dense tensors give
 * dense ones, and any symbolic operand makes the result symbolic. Integers are exact up to 2⁵³;
 * booleans are 0 and 1. Operands broadcast by alignment on the right.
 */
public sealed interface Tensor
    extends Arithmetic,
        Comparisons,
        Functions,
        Reductions,
        Sequences,
        Structure,
        Indexing,
        Algebra,
        Factorisations,
        Index
    permits Dense, Symbolic {

  /** The sizes of the axes. */
  Shape shape();

  /** The numbers; a symbolic tensor that carries none says which input is missing. */
  Dense dense();

  /** The numbers, in row-major order, as a new array. */
  default double[] toArray() {
    return dense().toArray();
  }

  /** The number of axes. */
  default int rank() {
    return shape().rank();
  }

  /** The size of an axis, counted from the left if ≥ 0 and from the right if negative. */
  default int size(int axis) {
    return shape().size(axis);
  }

  /**
   * The only element of a tensor that has exactly one.
   *
   * @throws ShapeException if there is not exactly one element
   */
  default double item() {
    double[] values = toArray();
    if (values.length != 1) {
      throw new ShapeException(
          "item() wants exactly one element, but the shape is %s; index it with at(…) first"
              .formatted(shape()));
    }
    return values[0];
  }

  /** A tensor of no axes. */
  static Tensor scalar(double value) {
    return new Dense(new double[] {value}, Shape.SCALAR);
  }

  /** A vector of the given values. */
  static Tensor of(double... values) {
    return new Dense(values.clone(), Shape.of(values.length));
  }

  /**
   * The values, in row-major order, with the given shape.
   *
   * @throws ShapeException if the shape holds another number of elements
   */
  static Tensor of(double[] values, Shape shape) {
    if (values.length != shape.count()) {
      throw new ShapeException(
          "Shape %s holds %d elements, but %d were given"
              .formatted(shape, shape.count(), values.length));
    }
    return new Dense(values.clone(), shape);
  }

  /** A vector of the given whole numbers. */
  static Tensor of(int... values) {
    return Nested.of(values, 1);
  }

  /**
   * A vector of the given whole numbers.
   *
   * @throws ArgumentException if one is beyond ±2⁵³, from where on a double skips numbers
   */
  static Tensor of(long... values) {
    for (long value : values) {
      if (value > 1L << 53 || value < -(1L << 53)) {
        throw new ArgumentException(
            "The whole number %d is beyond 2^53, up to which tensors hold them exactly"
                .formatted(value));
      }
    }
    double[] exact = Arrays.stream(values).asDoubleStream().toArray();
    return new Dense(exact, Shape.of(exact.length));
  }

  /** A vector of the given numbers. */
  static Tensor of(List<? extends Number> values) {
    double[] array = values.stream().mapToDouble(Number::doubleValue).toArray();
    return new Dense(array, Shape.of(array.length));
  }

  /**
   * A matrix from its rows.
   *
   * @throws ShapeException if they have not all one length
   */
  static Tensor of(double[][] rows) {
    return Nested.of(rows, 2);
  }

  /**
   * A matrix of whole numbers from its rows.
   *
   * @throws ShapeException if they have not all one length
   */
  static Tensor of(int[][] rows) {
    return Nested.of(rows, 2);
  }

  /**
   * The matrices of the first axis, each from its rows.
   *
   * @throws ShapeException if the lengths at a level differ
   */
  static Tensor of(double[][][] matrices) {
    return Nested.of(matrices, 3);
  }

  /** A tensor whose every element is {@code value}; takes no memory. */
  static Tensor full(Shape shape, double value) {
    return scalar(value).expand(shape);
  }

  /** A tensor of zeros. */
  static Tensor zeros(Shape shape) {
    return full(shape, 0);
  }

  /** A tensor of ones. */
  static Tensor ones(Shape shape) {
    return full(shape, 1);
  }

  /** The vector 0, 1, …, n − 1. */
  static Tensor arange(int n) {
    double[] values = Dense.room(n);
    Arrays.setAll(values, i -> i);
    return new Dense(values, Shape.of(n));
  }

  /**
   * The vector of {@code n} evenly spaced values from {@code first} to {@code last}, both included.
   */
  static Tensor linspace(double first, double last, int n) {
    double[] values = Dense.room(n);
    double step = n > 1 ? (last - first) / (n - 1) : 0;
    Arrays.setAll(values, i -> i == n - 1 && n > 1 ? last : first + step * i);
    return new Dense(values, Shape.of(n));
  }

  /** The identity matrix of order {@code n}. */
  static Tensor eye(int n) {
    double[] values = Dense.room(Shape.of(n, n).count());
    for (int i = 0; i < n; i++) {
      values[i * n + i] = 1;
    }
    return new Dense(values, Shape.of(n, n));
  }

  /** Elements of {@code yes} where {@code condition} is not 0, else of {@code no}. */
  static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return Comparisons.where(condition, yes, no);
  }

  /** Tensors joined along an axis that they have. */
  static Tensor concat(int axis, Tensor... parts) {
    return Structure.concat(axis, parts);
  }

  /** Tensors of one shape joined along a new axis. */
  static Tensor stack(int axis, Tensor... parts) {
    return Structure.stack(axis, parts);
  }

  /** Tensors expanded to one shape, the least that all broadcast to. */
  static List<Tensor> broadcast(Tensor... tensors) {
    return Structure.broadcast(tensors);
  }

  /** Sums of products over axes that letters name, as {@code einsum("bij,bjk->bik", a, b)}. */
  static Tensor einsum(String equation, Tensor... operands) {
    return Algebra.einsum(equation, operands);
  }
}
