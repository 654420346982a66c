package dev.merapi.distributions.definition;

import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Tensor;

/**
 * The probability of success, given either as a probability in [0, 1] or as log-odds (a logit).
 * Each form computes what it can without loss: probabilities of 0 and 1 are exact in the first,
 * tiny ones of both outcomes in the second.
 */
public sealed interface Chance {

  /** The parameter as it was given. */
  Tensor given();

  /** The probability of success, p. */
  Tensor probs();

  /** The log-odds, ln p − ln(1 − p). */
  Tensor logits();

  /** ln p. */
  Tensor logSuccess();

  /** ln(1 − p). */
  Tensor logFailure();

  /** successes · ln p + failures · ln(1 − p), where 0 · −∞ is 0. */
  Tensor logProb(Tensor successes, Tensor failures);

  /** ln p where {@code outcome} is 1, and ln(1 − p) where it is 0. */
  Tensor logProb(Tensor outcome);

  /** ln(p + (1 − p) eˣ) for x ≤ 0: a success, or a failure and then what has log-probability x. */
  Tensor logSuccessOr(Tensor x);

  /** Given by its probability in [0, 1]. */
  static Chance ofProbs(Tensor probs) {
    return new OfProbs(probs);
  }

  /** Given by its log-odds. */
  static Chance ofLogits(Tensor logits) {
    return new OfLogits(logits);
  }

  /** A probability. */
  record OfProbs(Tensor probs) implements Chance {
    @Override
    public Tensor given() {
      return probs;
    }

    @Override
    public Tensor logits() {
      return logSuccess().minus(logFailure());
    }

    @Override
    public Tensor logSuccess() {
      return probs.log();
    }

    @Override
    public Tensor logFailure() {
      return probs.unaryMinus().log1p();
    }

    @Override
    public Tensor logProb(Tensor successes, Tensor failures) {
      Tensor never = failures.eq(0);
      Tensor q = Tensor.where(never, Tensor.scalar(0), probs.unaryMinus());
      return successes.xlogy(probs).plus(failures.times(q.log1p()));
    }

    @Override
    public Tensor logProb(Tensor outcome) {
      Tensor failed = outcome.eq(0);
      Tensor q = Tensor.where(failed, probs.unaryMinus(), Tensor.scalar(0));
      Tensor p = Tensor.where(failed, Tensor.scalar(1), probs);
      return p.log().plus(q.log1p());
    }

    /** As ln(1 + (1 − p)(eˣ − 1)) near 0, ln(eˣ + p(1 − eˣ)) far from it, and x where p is 0. */
    @Override
    public Tensor logSuccessOr(Tensor x) {
      Tensor gap = x.expm1();
      Tensor change = probs.unaryMinus().plus(1).times(gap);
      Tensor near = change.gt(-0.5);
      Tensor lost = probs.eq(0).and(x.lt(-700));
      Tensor total = Tensor.where(near.or(lost), Tensor.scalar(1), x.exp().minus(probs.times(gap)));
      Tensor far = Tensor.where(lost, x, total.log());
      return Tensor.where(near, Tensor.where(near, change, Tensor.scalar(0)).log1p(), far);
    }
  }

  /** Log-odds. */
  record OfLogits(Tensor logits) implements Chance {
    @Override
    public Tensor given() {
      return logits;
    }

    @Override
    public Tensor probs() {
      return logits.sigmoid();
    }

    @Override
    public Tensor logSuccess() {
      return logits.logSigmoid();
    }

    @Override
    public Tensor logFailure() {
      return logits.unaryMinus().logSigmoid();
    }

    @Override
    public Tensor logProb(Tensor successes, Tensor failures) {
      return successes.times(logSuccess()).plus(failures.times(logFailure()));
    }

    @Override
    public Tensor logProb(Tensor outcome) {
      return outcome.times(2).minus(1).times(logits).logSigmoid();
    }

    @Override
    public Tensor logSuccessOr(Tensor x) {
      return Terms.logAddExp(logSuccess(), logFailure().plus(x));
    }
  }
}
