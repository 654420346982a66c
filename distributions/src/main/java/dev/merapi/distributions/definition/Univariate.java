package dev.merapi.distributions.definition;

import dev.merapi.tensor.Shape;

/** A distribution of numbers: E is []. */
public interface Univariate extends Distribution {
  @Override
  default Shape eventShape() {
    return Shape.SCALAR;
  }
}
