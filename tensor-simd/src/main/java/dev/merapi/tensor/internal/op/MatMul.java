package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Matrix products over the last two axes, [B.., m, k] · [B.., k, n] → [B.., m, n], either operand
 * read transposed; the batch axes broadcast. Adjoints: dY · Bᵀ and Aᵀ · dY, summed over what was
 * broadcast.
 */
public record MatMul(boolean transposeLeft, boolean transposeRight) implements Contraction {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (a.rank() < 2
        || b.rank() < 2
        || inner(a, transposeLeft, -1) != inner(b, transposeRight, -2)) {
      throw new ShapeException(
          "Matrices of shapes %s%s and %s%s cannot be multiplied: the inner sizes must be equal"
              .formatted(
                  a,
                  transposeLeft ? " (transposed)" : "",
                  b,
                  transposeRight ? " (transposed)" : ""));
    }
    return Shape.broadcast(a.dropRight(2), b.dropRight(2))
        .append(inner(a, transposeLeft, -2), inner(b, transposeRight, -1));
  }

  private static int inner(Shape shape, boolean transposed, int axis) {
    return shape.size(transposed ? -3 - axis : axis);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape result = shape(inputs);
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    int m = result.size(-2);
    int n = result.size(-1);
    int k = inner(a, transposeLeft, -1);
    Shape batch = result.dropRight(2);
    Broadcast plan =
        Broadcast.of(batch.append(1), List.of(a.dropRight(2).append(1), b.dropRight(2).append(1)));
    int inner = plan.inner();
    MatrixProduct product = new MatrixProduct(transposeLeft, transposeRight, m, k, n);
    return (in, out) -> {
      for (int row = 0; row < plan.outer(); row++) {
        for (int i = 0; i < inner; i++) {
          int ao = (plan.offset(0, row) + i * plan.stride(0)) * m * k;
          int bo = (plan.offset(1, row) + i * plan.stride(1)) * k * n;
          product.apply(in[0], ao, in[1], bo, out, (row * inner + i) * m * n);
        }
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    Tensor sensitivity;
    if (operand == 0) {
      sensitivity =
          transposeLeft
              ? new MatMul(transposeRight, true).on(b, adjoint)
              : new MatMul(false, !transposeRight).on(adjoint, b);
    } else {
      sensitivity =
          transposeRight
              ? new MatMul(true, transposeLeft).on(adjoint, a)
              : new MatMul(!transposeLeft, false).on(a, adjoint);
    }
    return sensitivity.sumTo(inputs.get(operand).shape());
  }

  @Override
  public int operands() {
    return 2;
  }
}
