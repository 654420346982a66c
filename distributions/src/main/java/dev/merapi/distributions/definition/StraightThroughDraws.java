package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of discrete values whose draws carry the gradients of the soft ones that they
 * stand for. Everything but the draws is that of the discrete distribution.
 */
public interface StraightThroughDraws extends Distribution {
  /** The distribution of the values. */
  Distribution hard();

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

  @Override
  default Tensor cdf(Tensor value) {
    return hard().cdf(value);
  }

  @Override
  default Tensor icdf(Tensor probability) {
    return hard().icdf(probability);
  }

  @Override
  default Tensor logCdf(Tensor value) {
    return hard().logCdf(value);
  }

  @Override
  default Tensor logSurvival(Tensor value) {
    return hard().logSurvival(value);
  }

  @Override
  default Tensor inverseLogCdf(Tensor log) {
    return hard().inverseLogCdf(log);
  }

  @Override
  default Tensor inverseLogSurvival(Tensor log) {
    return hard().inverseLogSurvival(log);
  }
}
