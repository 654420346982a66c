package dev.merapi.distributions.bijector;

import dev.merapi.tensor.Tensor;

/**
 * A bijector that depends on a context: one for each value of it. Its inverse is asked for with the
 * same context, so the context itself may be anything. {@code Flows.conditional} makes one of every
 * family of bijectors, couplings and autoregressive maps use one whose context is the other part of
 * a vector.
 */
@FunctionalInterface
public interface Conditional {

  /** The bijector for a context [.., c]; its batch axes are those of the context. */
  Bijector given(Tensor context);

  /** This map followed by {@code next}, both in the same context. */
  default Conditional then(Conditional next) {
    return context -> given(context).then(next.given(context));
  }

  /** The map in the other direction. */
  default Conditional inverse() {
    return context -> given(context).inverse();
  }
}
