package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.TailsOf;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of counts up to a total, said of all whole numbers: P(k) is that of the base for 0
 * ≤ k ≤ n and 0 for every other whole number. The total may be negative, where nothing is possible:
 * every log-density is −∞ and every draw 0. So counts and totals that a model computes from each
 * other need not be kept in range. Where the totals are known and all alike, the values that are
 * possible are enumerated. Shapes are those of the base.
 */
public record Extended(Distribution base, Tensor totalCount) implements Univariate, TailsOf {

  /** Checks that the numbers of trials are whole. */
  public Extended {
    var _ = Validation.parameter("Extended", "totalCount", totalCount, Constraints.wholeNumber());
  }

  /** Successes in totalCount trials, for any whole totalCount. */
  public static Extended binomial(Tensor totalCount, Chance chance) {
    return new Extended(Binomial.of(trials(totalCount), chance), totalCount);
  }

  /** Beta-binomial with any whole {@code totalCount}; no other whole number is refused. */
  @Factory("extendedBetaBinomial")
  public static Extended betaBinomial(
      Tensor concentration1, Tensor concentration0, Tensor totalCount) {
    return new Extended(
        BetaBinomial.of(concentration1, concentration0, trials(totalCount)), totalCount);
  }

  private static Tensor trials(Tensor totalCount) {
    return Validation.within("Extended", "totalCount", totalCount, Constraints.wholeNumber())
        .maximum(Tensor.scalar(0));
  }

  /** Successes in {@code totalCount} trials, any whole number; no other whole number is refused. */
  @Factory("extendedBinomial")
  public static Extended binomialProbs(Tensor totalCount, Tensor probs) {
    return binomial(totalCount, Chance.ofProbs(probs));
  }

  /** Successes in {@code totalCount} trials, any whole number, by their log-odds. */
  @Factory("extendedBinomialLogits")
  public static Extended binomialLogits(Tensor totalCount, Tensor logits) {
    return binomial(totalCount, Chance.ofLogits(logits));
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumber();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(totalCount.ge(0), base.logProb(value), never);
  }

  @Override
  public Extended expand(Shape batchShape) {
    return new Extended(base.expand(batchShape), totalCount);
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    return base.enumerateSupport(expand);
  }

  @Override
  public boolean isEnumerable() {
    return base.isEnumerable();
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }
}
