package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.matrix.CholeskyReverseKernel;
import java.util.Arrays;
import java.util.List;

/**
 * The adjoint of {@link Cholesky}: from L and the sensitivity dL, both [B.., n, n], the symmetric
 * sensitivity to A. With Φ the lower triangle with halved diagonal it is L⁻ᵀ Φ(Lᵀ dL) L⁻¹,
 * symmetrised (Murray 2016, arXiv:1602.07527, equations 8 to 10); it is computed in blocks (ibid.,
 * section 4). Where there is no factor (NaN) there is no sensitivity: 0.
 */
public record CholeskyAdjoint() implements MatrixFunction {
  @Override
  public Shape shape(List<Shape> inputs) {
    var _ = SquareMatrices.order("choleskyAdjoint", inputs.getFirst());
    return inputs.getFirst();
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int n = SquareMatrices.order("choleskyAdjoint", inputs.getFirst());
    int batch = inputs.getFirst().dropRight(2).count();
    double[] work = new double[CholeskyReverseKernel.workspace(n)];
    return (in, out) -> {
      System.arraycopy(in[1], 0, out, 0, batch * n * n);
      for (int i = 0; i < batch; i++) {
        if (n > 0 && Double.isNaN(in[0][i * n * n])) {
          Arrays.fill(out, i * n * n, (i + 1) * n * n, 0);
        } else {
          CholeskyReverseKernel.apply(in[0], i * n * n, out, i * n * n, n, work);
        }
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Symbolic.Input factor = Symbolic.Input.of("factor", inputs.get(0).shape());
    Symbolic.Input sensitivity = Symbolic.Input.of("sensitivity", inputs.get(1).shape());
    Symbolic.Input weights = Symbolic.Input.of("weights", adjoint.shape());
    Tensor weighed = formula(factor, sensitivity).times(weights).sum();
    Tensor gradient = Gradient.of(weighed, List.of(operand == 0 ? factor : sensitivity)).getFirst();
    return Substitution.of(
        gradient,
        List.of(factor, sensitivity, weights),
        List.of(inputs.get(0), inputs.get(1), adjoint));
  }

  /** The same by matrix operations, without blocks. */
  static Tensor formula(Tensor factor, Tensor sensitivity) {
    int n = factor.size(-1);
    Tensor phi = factor.transpose().matmul(sensitivity.tril()).tril();
    Tensor halved = phi.times(Tensor.ones(Shape.of(n, n)).minus(Tensor.eye(n).times(0.5)));
    Tensor left = factor.solveTriangular(halved, true, true);
    Tensor both = factor.solveTriangular(left.transpose(), true, true).transpose();
    return both.plus(both.transpose()).times(0.5);
  }

  @Override
  public int operands() {
    return 2;
  }
}
