package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Π x over some axes; an empty product is 1. The adjoint of each element is dy times the product of
 * the others, as the running products before and after it: it divides by nothing, so it is right
 * where elements are 0.
 */
public record Prod(Axes axes) implements Reduction {
  @Override
  public void row(double[] x, int xo, int n, double[] y, int yo) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[xo + i];
    }
    y[yo] = product;
  }

  @Override
  public void columns(double[] x, int xo, int n, int width, double[] y, int yo) {
    Arrays.fill(y, yo, yo + width, 1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        y[yo + j] *= x[xo + i * width + j];
      }
    }
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Tensor x = inputs.getFirst();
    Permute last = Permute.last(axes, x.rank());
    Tensor moved = last.on(x);
    Shape kept = output.shape();
    Tensor line = moved.reshape(kept.append(moved.shape().dropLeft(kept.rank()).count()));
    Tensor before = new Cumprod(-1).on(Running.delayed(line, -1, 1));
    Tensor after = new Cumprod(-1).on(Running.delayed(line.flip(-1), -1, 1)).flip(-1);
    Tensor others = before.times(after).times(adjoint.unsqueeze(-1));
    return last.inverse().on(others.reshape(moved.shape()));
  }
}
