package dev.merapi.tensor.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The lower-triangular L with positive diagonal and L Lᵀ = A, for symmetric positive definite A in
 * the last two axes; only the lower triangle of A is read. A matrix that is not positive definite
 * gives NaN. Adjoint: with Φ the lower triangle with halved diagonal, L⁻ᵀ Φ(Lᵀ dL) L⁻¹, symmetrised
 * (Murray 2016, arXiv:1602.07527, equations 8 to 10).
 */
public record Cholesky() implements MatrixFunction {
  @Override
  public Shape shape(List<Shape> inputs) {
    var _ = SquareMatrices.order("cholesky", inputs.getFirst());
    return inputs.getFirst();
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int n = SquareMatrices.order("cholesky", inputs.getFirst());
    int batch = inputs.getFirst().dropRight(2).count();
    return (in, out) -> {
      Arrays.fill(out, 0);
      for (int k = 0; k < batch; k++) {
        factor(in[0], k * n * n, n, out);
      }
    };
  }

  private static void factor(double[] a, int o, int n, double[] l) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[o + i * n + j];
        for (int k = 0; k < j; k++) {
          sum = Math.fma(-l[o + i * n + k], l[o + j * n + k], sum);
        }
        l[o + i * n + j] = i == j ? Math.sqrt(sum > 0 ? sum : Double.NaN) : sum / l[o + j * n + j];
      }
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor phi = output.transpose().matmul(adjoint).tril();
    int n = output.size(-1);
    Tensor halved = phi.times(Tensor.ones(Shape.of(n, n)).minus(Tensor.eye(n).times(0.5)));
    Tensor left = output.solveTriangular(halved, true, true);
    Tensor both = output.solveTriangular(left.transpose(), true, true).transpose();
    return both.plus(both.transpose()).times(0.5);
  }
}
