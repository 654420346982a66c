package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.internal.LogWeightVectors;
import dev.merapi.distributions.internal.WeightVectors;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The weights of K categories, [B.., K], given as numbers ≥ 0 or as their logarithms; they need not
 * be normalised.
 */
public sealed interface Weights {

  /** The parameter as it was given, [B.., K]. */
  Tensor given();

  /** The set of vectors of weights in this form. */
  Constraint domain();

  /** The probabilities, which sum to 1. */
  Tensor probs();

  /** The logarithms of the probabilities. */
  Tensor logProbs();

  /** Σₖ xₖ ln pₖ for counts x [.., K] of each category, where 0 · −∞ is 0. */
  Tensor logProb(Tensor counts);

  /** B. */
  default Shape batchShape() {
    return given().shape().dropRight(1);
  }

  /** K. */
  default int count() {
    return given().size(-1);
  }

  /** Given by numbers ≥ 0. */
  static Weights ofProbs(Tensor probs) {
    return new OfProbs(probs);
  }

  /** Given by logarithms, of which −∞ is one. */
  static Weights ofLogits(Tensor logits) {
    return new OfLogits(logits);
  }

  /** Numbers ≥ 0. */
  record OfProbs(Tensor given) implements Weights {
    private static final Constraint DOMAIN = new WeightVectors();

    @Override
    public Constraint domain() {
      return DOMAIN;
    }

    @Override
    public Tensor probs() {
      return given.div(given.sum(-1).unsqueeze(-1));
    }

    /** Where a weight is 0 the logarithm is −∞ whatever happens, so it has no gradient there. */
    @Override
    public Tensor logProbs() {
      Tensor none = given.eq(0);
      Tensor log = Tensor.where(none, Tensor.scalar(1), given).log();
      Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
      return Tensor.where(none, never, log).minus(given.sum(-1).log().unsqueeze(-1));
    }

    @Override
    public Tensor logProb(Tensor counts) {
      Tensor total = counts.sum(-1).times(given.sum(-1).log());
      return counts.xlogy(given).sum(-1).minus(total);
    }
  }

  /** Logarithms. */
  record OfLogits(Tensor given) implements Weights {
    private static final Constraint DOMAIN = new LogWeightVectors();

    @Override
    public Constraint domain() {
      return DOMAIN;
    }

    @Override
    public Tensor probs() {
      return given.softmax(-1);
    }

    @Override
    public Tensor logProbs() {
      return given.logSoftmax(-1);
    }

    @Override
    public Tensor logProb(Tensor counts) {
      Tensor none = counts.eq(0);
      return Tensor.where(none, Tensor.scalar(0), counts.times(logProbs())).sum(-1);
    }
  }
}
