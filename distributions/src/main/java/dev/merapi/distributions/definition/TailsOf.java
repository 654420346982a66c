package dev.merapi.distributions.definition;

import dev.merapi.tensor.Tensor;

/**
 * A distribution whose distribution function, with its logarithms and inverses from either end, is
 * that of another one.
 */
public interface TailsOf extends Distribution {
  /** The distribution that has them. */
  Distribution base();

  @Override
  default Tensor cdf(Tensor value) {
    return base().cdf(value);
  }

  @Override
  default Tensor icdf(Tensor probability) {
    return base().icdf(probability);
  }

  @Override
  default Tensor logCdf(Tensor value) {
    return base().logCdf(value);
  }

  @Override
  default Tensor logSurvival(Tensor value) {
    return base().logSurvival(value);
  }

  @Override
  default Tensor inverseLogCdf(Tensor log) {
    return base().inverseLogCdf(log);
  }

  @Override
  default Tensor inverseLogSurvival(Tensor log) {
    return base().inverseLogSurvival(log);
  }
}
