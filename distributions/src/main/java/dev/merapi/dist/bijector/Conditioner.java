package dev.merapi.dist.bijector;

import dev.merapi.tensor.Tensor;

/**
 * A network that looks at a vector and says how to shift and scale another. What it learns are
 * tensors that it holds, so a flow is differentiated in them like in any parameter.
 */
@FunctionalInterface
public interface Conditioner {

  /** A shift and the logarithm of a scale, of one shape. */
  record ShiftAndScale(Tensor shift, Tensor logScale) {}

  /** What to do, given [.., n]. */
  ShiftAndScale of(Tensor x);
}
