package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Layout;
import java.util.List;

/**
 * The main diagonals of the square matrices in the last two axes: [B.., n, n] → [B.., n]. The
 * adjoint stands on a diagonal of zeros.
 */
public record Diagonal() implements View {
  @Override
  public Layout layout(Layout input) {
    Shape shape = View.shape(input);
    int n = SquareMatrices.order("diagonal", shape);
    int[] strides = new int[shape.rank() - 1];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = input.stride(i);
    }
    strides[strides.length - 1] += input.stride(shape.rank() - 1);
    return Layout.of(input.offset(), strides, shape.dropRight(2).append(n).toArray());
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return adjoint.diagonalMatrix();
  }
}
