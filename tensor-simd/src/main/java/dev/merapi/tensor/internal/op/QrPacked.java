package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.QrFactors;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.matrix.QrKernel;
import java.util.List;

/**
 * The reduced QR factors of [B.., m, n] with k = min(m, n): Q [m, k] with orthonormal columns and
 * upper triangular R [k, n] with a diagonal ≥ 0, packed row by row as [B.., m k + k n]. Both are
 * unique, and differentiable, where the first k columns are independent.
 *
 * <p>The adjoint for m ≥ n, with M = R dRᵀ − dQᵀ Q and S the symmetric matrix that has the lower
 * triangle of M, is (dQ + Q S) R⁻ᵀ (Walter and Lehmann 2010, arXiv:1009.6112). A wide matrix is (X,
 * Y) = Q (U, V): there V = Qᵀ Y adds Y dVᵀ to dQ, and dY = Q dV.
 */
public record QrPacked() implements MatrixFunction {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.getFirst();
    if (a.rank() < 2) {
      throw new ShapeException("qr wants matrices in the last two axes, but the shape is " + a);
    }
    int k = Math.min(a.size(-2), a.size(-1));
    return a.dropRight(2).append(k * (a.size(-2) + a.size(-1)));
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape a = inputs.getFirst();
    int m = a.size(-2);
    int n = a.size(-1);
    int packed = shape(inputs).size(-1);
    int batch = a.dropRight(2).count();
    double[] work = new double[QrKernel.workspace(m, n)];
    return (in, out) -> {
      for (int i = 0; i < batch; i++) {
        int q = i * packed;
        QrKernel.apply(in[0], i * m * n, out, q, out, q + m * Math.min(m, n), m, n, work);
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor a = inputs.getFirst();
    int m = a.size(-2);
    int n = a.size(-1);
    QrFactors factors = QrFactors.unpack(output, m, n);
    QrFactors d = QrFactors.unpack(adjoint, m, n);
    Tensor q = factors.q();
    if (m >= n) {
      return tall(q, factors.r(), d.q(), d.r());
    }
    Tensor dv = d.r().slice(-1, m, n);
    Tensor dq = d.q().plus(new MatMul(false, true).on(a.slice(-1, m, n), dv));
    Tensor dx = tall(q, factors.r().slice(-1, 0, m), dq, d.r().slice(-1, 0, m));
    return Tensor.concat(-1, dx, q.matmul(dv));
  }

  private static Tensor tall(Tensor q, Tensor r, Tensor dq, Tensor dr) {
    Tensor m = new MatMul(false, true).on(r, dr).minus(new MatMul(true, false).on(dq, q));
    Tensor symmetric = m.tril().plus(m.tril(-1).transpose());
    Tensor right = dq.plus(q.matmul(symmetric));
    return r.solveTriangular(right.transpose(), false).transpose();
  }

  @Override
  public int operands() {
    return 1;
  }
}
