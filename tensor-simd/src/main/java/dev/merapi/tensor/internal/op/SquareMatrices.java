package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;

/** The check that the last two axes hold square matrices. */
final class SquareMatrices {
  private SquareMatrices() {}

  static int order(String operation, Shape shape) {
    if (shape.rank() < 2 || shape.size(-1) != shape.size(-2)) {
      throw new ShapeException(
          "%s wants square matrices in the last two axes, but the shape is %s"
              .formatted(operation, shape));
    }
    return shape.size(-1);
  }
}
