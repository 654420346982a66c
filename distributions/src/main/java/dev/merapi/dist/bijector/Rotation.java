package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Vectors in another orthonormal basis: y = Q x with Q Qᵀ = 1, shape [n, n]; ln |det| = 0. */
public record Rotation(Tensor matrix) implements Bijector {

  /**
   * The orthonormal discrete cosine transform of n numbers: Q₀ᵢ = 1/√n and Qₖᵢ = √(2/n) cos(πk(i +
   * ½)/n).
   */
  public static Rotation discreteCosine(int n) {
    double[] q = new double[n * n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        q[k * n + i] = Math.sqrt((k == 0 ? 1.0 : 2.0) / n) * Math.cos(Math.PI * k * (i + 0.5) / n);
      }
    }
    return new Rotation(Tensor.of(q, Shape.of(n, n)));
  }

  /**
   * The orthonormal Haar wavelets of n numbers: the constant first; then each stretch of m numbers,
   * from long to short, is cut into halves of a = ⌈m/2⌉ and b = m − a numbers, with √(b/(am)) on
   * the first and −√(a/(bm)) on the second.
   */
  public static Rotation haar(int n) {
    double[] q = new double[n * n];
    for (int i = 0; i < n; i++) {
      q[i] = 1 / Math.sqrt(n);
    }
    Deque<int[]> stretches = new ArrayDeque<>(List.of(new int[] {0, n}));
    for (int row = 1; row < n; ) {
      int[] stretch = stretches.removeFirst();
      int m = stretch[1] - stretch[0];
      int middle = stretch[0] + (m + 1) / 2;
      if (m > 1) {
        double a = middle - stretch[0];
        double b = stretch[1] - middle;
        Arrays.fill(q, row * n + stretch[0], row * n + middle, Math.sqrt(b / (a * m)));
        Arrays.fill(q, row * n + middle, row * n + stretch[1], -Math.sqrt(a / (b * m)));
        stretches.addLast(new int[] {stretch[0], middle});
        stretches.addLast(new int[] {middle, stretch[1]});
        row++;
      }
    }
    return new Rotation(Tensor.of(q, Shape.of(n, n)));
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.unsqueeze(-2).matmul(matrix.transpose()).squeeze(-2);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.unsqueeze(-2).matmul(matrix).squeeze(-2);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Tensor.zeros(x.shape().dropRight(1));
  }
}
