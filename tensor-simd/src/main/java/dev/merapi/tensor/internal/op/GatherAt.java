package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements by several positions at once: for a table [B.., n₁, …, nₖ, K..] with {@code kept} axes K
 * and positions p₁, …, pₖ of shapes [I..], the result has shape [J.., K..] where J is B broadcast
 * with every I, and element j of it is table[j, p₁[j], …, pₖ[j]]. A known position that is not a
 * whole number from 0 to nᵢ − 1 is an error; a computed one is rounded down, and gives NaN outside.
 * Its adjoint is {@link ScatterAt}.
 */
public record GatherAt(int kept) implements Indexed {
  @Override
  public Shape shape(List<Shape> inputs) {
    return batch(inputs).append(inputs.getFirst().takeRight(kept));
  }

  private Shape batch(List<Shape> inputs) {
    Shape table = inputs.getFirst();
    int chosen = inputs.size() - 1;
    if (table.rank() < chosen + kept) {
      throw new ShapeException(
          "A table of shape %s has no %d axes to take positions from, left of %d that are kept"
              .formatted(table, chosen, kept));
    }
    Shape[] batches = inputs.toArray(Shape[]::new);
    batches[0] = table.dropRight(chosen + kept);
    return Shape.broadcast(batches);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Cells cells =
        Cells.of(inputs.getFirst(), batch(inputs), inputs.subList(1, inputs.size()), kept);
    int width = inputs.getFirst().takeRight(kept).count();
    return (in, out) -> {
      for (int i = 0; i < cells.count(); i++) {
        int cell = cells.of(i, in);
        if (cell >= 0) {
          System.arraycopy(in[0], cell * width, out, i * width, width);
        } else {
          Arrays.fill(out, i * width, (i + 1) * width, Double.NaN);
        }
      }
    };
  }

  @Override
  public Dense evaluate(List<Dense> inputs) {
    Shape table = inputs.getFirst().shape();
    int chosen = inputs.size() - 1;
    for (int k = 1; k <= chosen; k++) {
      Gather.requireInRange(table.size(k - 1 - chosen - kept), inputs.get(k));
    }
    return Indexed.super.evaluate(inputs);
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    if (operand > 0) {
      return null;
    }
    List<Tensor> operands = new ArrayList<>(inputs);
    operands.set(0, adjoint);
    return new ScatterAt(inputs.getFirst().shape(), kept).on(operands.toArray(Tensor[]::new));
  }
}
