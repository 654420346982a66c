package dev.merapi.distributions.internal.bijector;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/** The lower triangle of a square matrix, without its diagonal, as a vector: row by row. */
public final class StrictTriangle {
  private StrictTriangle() {}

  /** [.., n(n − 1)/2] → [.., n, n] with zeros on and above the diagonal. */
  static Tensor fill(Tensor x) {
    int n = order(x.shape());
    if (n == 1) {
      return Tensor.zeros(matrixShape(x.shape()));
    }
    double[] positions = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        positions[i * n + j] = i * (i - 1) / 2 + j;
      }
    }
    return x.take(-1, Tensor.of(positions, Shape.of(n, n))).tril(-1);
  }

  /** [.., n, n] → [.., n(n − 1)/2]. */
  public static Tensor read(Tensor matrix) {
    int n = matrix.size(-1);
    double[] positions = new double[n * (n - 1) / 2];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        positions[i * (i - 1) / 2 + j] = i * n + j;
      }
    }
    Shape rows = matrix.shape().dropRight(2).append(n * n);
    return matrix.reshape(rows).take(-1, Tensor.of(positions));
  }

  static Shape matrixShape(Shape x) {
    int n = order(x);
    return x.dropRight(1).append(n, n);
  }

  static Shape vectorShape(Shape matrix) {
    int n = matrix.size(-1);
    return matrix.dropRight(2).append(n * (n - 1) / 2);
  }

  /** The n with n(n − 1)/2 elements in the last axis. */
  static int order(Shape x) {
    int count = x.size(-1);
    int n = (int) Math.round((Math.sqrt(8.0 * count + 1) + 1) / 2);
    if (n * (n - 1) / 2 != count) {
      throw new ShapeException(
          "A strict lower triangle of order n has n(n - 1)/2 elements, which the last size of %s is not for any n"
              .formatted(x));
    }
    return n;
  }
}
