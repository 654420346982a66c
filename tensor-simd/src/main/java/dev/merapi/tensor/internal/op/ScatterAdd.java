package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums rows by number: for values [I.., R..] and positions [I..], row k of the result [size, R..]
 * is the sum, in the order of the positions, of the values whose position is k. Positions outside 0
 * … size − 1 contribute nothing. Its adjoint is {@link Gather}.
 */
public record ScatterAdd(int size) implements Indexed {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape values = inputs.get(0);
    Shape positions = inputs.get(1);
    if (positions.rank() > values.rank() || !values.takeLeft(positions.rank()).equals(positions)) {
      throw new ShapeException(
          "Values of shape %s must begin with the shape %s of their positions"
              .formatted(values, positions));
    }
    return Shape.of(size).append(values.dropLeft(positions.rank()));
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int width = inputs.get(0).dropLeft(inputs.get(1).rank()).count();
    int count = inputs.get(1).count();
    return (in, out) -> {
      Arrays.fill(out, 0);
      for (int i = 0; i < count; i++) {
        double position = in[1][i];
        if (position >= 0 && position < size) {
          int row = ((int) position) * width;
          for (int j = 0; j < width; j++) {
            out[row + j] += in[0][i * width + j];
          }
        }
      }
    };
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return operand == 0 ? new Gather().on(adjoint, inputs.get(1)) : null;
  }

  @Override
  public int operands() {
    return 2;
  }
}
