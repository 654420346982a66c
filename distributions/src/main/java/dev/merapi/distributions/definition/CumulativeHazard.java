package dev.merapi.distributions.definition;

import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Tensor;

/**
 * A continuous number whose cumulative hazard H(x) = −ln P(X &gt; x) is known, as that of waiting
 * times is. Everything else about both tails follows: P(X ≤ x) = 1 − e^(−H(x)).
 */
public interface CumulativeHazard extends Univariate {
  /** H at values of any shape that broadcasts with B: 0 below the support, ∞ above it. */
  Tensor cumulativeHazard(Tensor value);

  /** The value at which H is {@code hazard} ≥ 0. */
  Tensor atCumulativeHazard(Tensor hazard);

  @Override
  default Tensor cdf(Tensor value) {
    return cumulativeHazard(value).unaryMinus().expm1().unaryMinus();
  }

  @Override
  default Tensor icdf(Tensor probability) {
    return atCumulativeHazard(probability.unaryMinus().log1p().unaryMinus());
  }

  @Override
  default Tensor logCdf(Tensor value) {
    return Terms.log1mExp(cumulativeHazard(value).unaryMinus());
  }

  @Override
  default Tensor logSurvival(Tensor value) {
    return cumulativeHazard(value).unaryMinus();
  }

  @Override
  default Tensor inverseLogCdf(Tensor log) {
    return atCumulativeHazard(Terms.log1mExp(log).unaryMinus());
  }

  @Override
  default Tensor inverseLogSurvival(Tensor log) {
    return atCumulativeHazard(log.unaryMinus());
  }
}
