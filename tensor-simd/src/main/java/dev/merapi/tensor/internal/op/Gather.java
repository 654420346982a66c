package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by number: for a table [n, R..] and positions [I..] the result is [I.., R..]. A
 * known position that is not a whole number from 0 to n − 1 is an error; a computed one is rounded
 * down, and gives NaN outside. Its adjoint is {@link ScatterAdd}.
 */
public record Gather() implements Indexed {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape table = inputs.get(0);
    if (table.rank() == 0) {
      throw new ShapeException("A table of shape [] has no axis to take positions from");
    }
    return inputs.get(1).append(table.dropLeft(1));
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int n = inputs.get(0).size(0);
    int width = inputs.get(0).dropLeft(1).count();
    int count = inputs.get(1).count();
    return (in, out) -> {
      for (int i = 0; i < count; i++) {
        double position = in[1][i];
        if (position >= 0 && position < n) {
          System.arraycopy(in[0], ((int) position) * width, out, i * width, width);
        } else {
          Arrays.fill(out, i * width, (i + 1) * width, Double.NaN);
        }
      }
    };
  }

  @Override
  public Dense evaluate(List<Dense> inputs) {
    requireInRange(inputs.get(0).size(0), inputs.get(1));
    return Indexed.super.evaluate(inputs);
  }

  /** Refuses positions outside 0 … n − 1, naming the first one. */
  static void requireInRange(int n, Dense positions) {
    double[] all = positions.rowMajorArray();
    for (int i = 0; i < all.length; i++) {
      double position = all[i];
      if (!(position >= 0 && position < n && position == Math.rint(position))) {
        throw new ShapeException(
            "Index %s is out of range: an axis of size %d has the whole numbers 0 to %d; it is element %d of the positions, which have shape %s"
                .formatted(position, n, n - 1, i, positions.shape()));
      }
    }
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return operand == 0 ? new ScatterAdd(inputs.get(0).size(0)).on(adjoint, inputs.get(1)) : null;
  }

  @Override
  public int operands() {
    return 2;
  }
}
