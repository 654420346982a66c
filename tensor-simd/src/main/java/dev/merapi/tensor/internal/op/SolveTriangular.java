package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.matrix.TrsmKernel;
import java.util.List;

/**
 * The X with T X = B, or Tᵀ X = B, for triangular T [B.., n, n] and B [B.., n, m]; the other
 * triangle of T is not read, and the batch axes broadcast. A zero on the diagonal gives ±∞ or NaN.
 * Adjoints: dB = T⁻ᵀ dX and dT = −dB Xᵀ (its transpose for Tᵀ), restricted to the triangle.
 */
public record SolveTriangular(boolean lower, boolean transposed) implements MatrixFunction {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape t = inputs.get(0);
    Shape b = inputs.get(1);
    int n = SquareMatrices.order("solveTriangular", t);
    if (b.rank() < 2 || b.size(-2) != n) {
      throw new ShapeException(
          "A triangular system of shape %s has right-hand sides of shape [.., %d, m], not %s"
              .formatted(t, n, b));
    }
    return Shape.broadcast(t.dropRight(2), b.dropRight(2)).append(n, b.size(-1));
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape result = shape(inputs);
    int n = result.size(-2);
    int m = result.size(-1);
    Broadcast plan =
        Broadcast.of(
            result.dropRight(2).append(1),
            List.of(inputs.get(0).dropRight(2).append(1), inputs.get(1).dropRight(2).append(1)));
    int inner = plan.inner();
    double[] work = new double[TrsmKernel.workspaceLeft(n, m)];
    return (in, out) -> {
      for (int row = 0; row < plan.outer(); row++) {
        for (int i = 0; i < inner; i++) {
          int to = (plan.offset(0, row) + i * plan.stride(0)) * n * n;
          int bo = (plan.offset(1, row) + i * plan.stride(1)) * n * m;
          int xo = (row * inner + i) * n * m;
          System.arraycopy(in[1], bo, out, xo, n * m);
          TrsmKernel.left(in[0], to, n, lower, transposed, out, xo, m, n, m, work);
        }
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor t = inputs.get(0);
    Tensor right = new SolveTriangular(lower, !transposed).on(t, adjoint);
    if (operand == 1) {
      return right.sumTo(inputs.get(1).shape());
    }
    Tensor outer =
        transposed
            ? new MatMul(false, true).on(output, right)
            : new MatMul(false, true).on(right, output);
    Tensor triangle = lower ? outer.tril() : outer.triu();
    return triangle.unaryMinus().sumTo(t.shape());
  }

  @Override
  public int operands() {
    return 2;
  }
}
