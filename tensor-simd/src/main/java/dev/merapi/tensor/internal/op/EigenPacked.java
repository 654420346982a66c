package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Eigen;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.matrix.SymmetricEigenKernel;
import java.util.List;

/**
 * Eigenvalues w, ascending, and orthonormal eigenvectors, the columns of V, of symmetric matrices A
 * = V diag(w) Vᵀ [B.., n, n], packed as [B.., n + n n]; only the lower triangle is read. In each
 * column the element of greatest size is positive. An element that is not finite gives NaN
 * throughout.
 *
 * <p>The adjoint is V (diag(dw) + F ∘ Vᵀ dV) Vᵀ, symmetrised, with Fᵢⱼ = 1/(wⱼ − wᵢ) off the
 * diagonal and 0 on it (Giles 2008, "An extended collection of matrix derivative results", section
 * 3.1); infinite or NaN where dV matters and eigenvalues are equal.
 */
public record EigenPacked() implements MatrixFunction {
  @Override
  public Shape shape(List<Shape> inputs) {
    int n = SquareMatrices.order("eigenSymmetric", inputs.getFirst());
    return inputs.getFirst().dropRight(2).append(n + n * n);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int n = SquareMatrices.order("eigenSymmetric", inputs.getFirst());
    int batch = inputs.getFirst().dropRight(2).count();
    double[] work = new double[SymmetricEigenKernel.workspace(n)];
    return (in, out) -> {
      for (int i = 0; i < batch; i++) {
        int w = i * (n + n * n);
        SymmetricEigenKernel.apply(in[0], i * n * n, out, w, out, w + n, n, work);
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    int n = inputs.getFirst().size(-1);
    Eigen eigen = Eigen.unpack(output, n);
    Eigen d = Eigen.unpack(adjoint, n);
    Tensor w = eigen.values();
    Tensor v = eigen.vectors();
    Tensor identity = Tensor.eye(n);
    Tensor gap = w.unsqueeze(-2).minus(w.unsqueeze(-1)).plus(identity);
    Tensor turned = new MatMul(true, false).on(v, d.vectors());
    Tensor middle = Tensor.where(identity, d.values().unsqueeze(-1), turned.div(gap));
    Tensor whole = new MatMul(false, true).on(v.matmul(middle), v);
    return whole.plus(whole.transpose()).times(0.5);
  }

  @Override
  public int operands() {
    return 1;
  }
}
