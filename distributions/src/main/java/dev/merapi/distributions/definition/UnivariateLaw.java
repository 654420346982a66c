package dev.merapi.distributions.definition;

import dev.merapi.tensor.Shape;

/** A law of numbers: E is []. */
public interface UnivariateLaw extends Distribution {
  @Override
  default Shape eventShape() {
    return Shape.SCALAR;
  }
}
