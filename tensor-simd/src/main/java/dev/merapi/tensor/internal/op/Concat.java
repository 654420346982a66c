package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Joins tensors along an axis, counted from the right; all other sizes are equal. Its adjoint
 * slices.
 */
public record Concat(int axis) implements Assembly {
  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new ShapeException("Nothing is given to be joined: at least one tensor is needed");
    }
    Shape first = inputs.getFirst();
    int total = 0;
    for (Shape shape : inputs) {
      if (shape.rank() != first.rank() || !shape.with(axis, 1).equals(first.with(axis, 1))) {
        throw new ShapeException(
            "Shapes %s and %s cannot be joined along axis %d: all other sizes must be equal"
                .formatted(first, shape, axis));
      }
      total += shape.size(axis);
    }
    return first.with(axis, total);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape shape = shape(inputs);
    int row = shape.takeRight(-axis).count();
    int outer = shape.dropRight(-axis).count();
    int[] lengths = inputs.stream().mapToInt(input -> input.takeRight(-axis).count()).toArray();
    return (in, out) -> {
      int start = 0;
      for (int k = 0; k < lengths.length; k++) {
        for (int i = 0; i < outer; i++) {
          System.arraycopy(in[k], i * lengths[k], out, i * row + start, lengths[k]);
        }
        start += lengths[k];
      }
    };
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    int start = inputs.stream().limit(operand).mapToInt(input -> input.size(axis)).sum();
    return new Slice(axis, start, inputs.get(operand).size(axis), 1).on(adjoint);
  }
}
