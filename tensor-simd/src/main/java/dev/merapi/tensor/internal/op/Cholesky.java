package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.matrix.CholeskyKernel;
import java.util.Arrays;
import java.util.List;

/**
 * The lower-triangular L with positive diagonal and L Lᵀ = A, for symmetric positive definite A in
 * the last two axes; only the lower triangle of A is read. A matrix that is not positive definite
 * gives NaN. Adjoint: {@link CholeskyAdjoint}.
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
    double[] work = new double[CholeskyKernel.workspace(n)];
    return (in, out) -> {
      Arrays.fill(out, 0);
      for (int i = 0; i < batch; i++) {
        CholeskyKernel.orNaN(in[0], i * n * n, out, i * n * n, n, work);
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return new CholeskyAdjoint().on(output, adjoint);
  }

  @Override
  public int operands() {
    return 1;
  }
}
