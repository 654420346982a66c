package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import java.util.List;

/**
 * A function of numbers applied to each element; operands broadcast, and gradients are summed back
 * to each operand's shape.
 */
public sealed interface Elementwise extends Primitive
    permits Elementwise1, Elementwise2, Elementwise3 {
  @Override
  default Shape shape(List<Shape> inputs) {
    return Shape.broadcast(inputs.toArray(Shape[]::new));
  }
}
