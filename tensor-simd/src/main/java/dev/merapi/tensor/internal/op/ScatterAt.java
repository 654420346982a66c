package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums elements by several positions at once, the adjoint of {@link GatherAt}: a table [B.., n₁, …,
 * nₖ, K..] whose element [b, i₁, …, iₖ] is the sum, in row-major order of j, of the values [J..,
 * K..] at every j that broadcasting takes to b and for which p₁[j] = i₁, …, pₖ[j] = iₖ. Positions
 * outside the table contribute nothing.
 */
public record ScatterAt(Shape table, int kept) implements Indexed {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape expected = batch(inputs).append(table.takeRight(kept));
    if (!inputs.getFirst().equals(expected)) {
      throw new ShapeException(
          "Values of shape %s cannot be added to a table of shape %s: the positions want values of shape %s"
              .formatted(inputs.getFirst(), table, expected));
    }
    return table;
  }

  private Shape batch(List<Shape> inputs) {
    Shape[] batches = inputs.toArray(Shape[]::new);
    batches[0] = table.dropRight(inputs.size() - 1 + kept);
    return Shape.broadcast(batches);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Cells cells = Cells.of(table, batch(inputs), inputs.subList(1, inputs.size()), kept);
    int width = table.takeRight(kept).count();
    return (in, out) -> {
      Arrays.fill(out, 0);
      for (int i = 0; i < cells.count(); i++) {
        int cell = cells.of(i, in);
        if (cell >= 0) {
          for (int j = 0; j < width; j++) {
            out[cell * width + j] += in[0][i * width + j];
          }
        }
      }
    };
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    if (operand > 0) {
      return null;
    }
    List<Tensor> operands = new ArrayList<>(inputs);
    operands.set(0, adjoint);
    return new GatherAt(kept).on(operands.toArray(Tensor[]::new));
  }
}
