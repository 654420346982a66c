package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of discrete values whose draws carry the gradients of the soft ones that they
 * stand for. Everything but the draws is that of the discrete distribution.
 */
public interface StraightThroughDraws extends TailsOf {
  /** The distribution of the values. */
  Distribution hard();

  @Override
  default Distribution base() {
    return hard();
  }

  @Override
  default Parameters parameters() {
    return hard().parameters();
  }

  @Override
  default Constraint support() {
    return hard().support();
  }

  @Override
  default boolean reparametrised() {
    return true;
  }

  @Override
  default Tensor logDensity(Tensor value) {
    return hard().logDensity(value);
  }

  @Override
  default Tensor mean() {
    return hard().mean();
  }

  @Override
  default Tensor variance() {
    return hard().variance();
  }

  @Override
  default Tensor entropy() {
    return hard().entropy();
  }
}
