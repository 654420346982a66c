package dev.merapi.distributions.combinator;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Attempts;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * 0 with the probability of the {@code gate}, else a draw of the base that is not 0: P(0) = g and
 * p(x) = (1 − g) p₀(x) / (1 − P₀(0)), where P₀(0) is 0 for a continuous base. Draws need the
 * inverse cdf of the base where it is discrete. A base of counts that is always 0 stands for its
 * limit, which is 1 wherever it is not 0.
 */
public record Hurdle(Distribution base, Chance gate, Shape batchShape) implements Univariate {
  private static final int ATTEMPTS = 1000;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Hurdle {
    parameters(base, gate).check(batchShape);
  }

  /** 0 with probability {@code gate}, else a value of the base that is not 0. */
  @Factory("hurdle")
  public static Hurdle ofProbs(Distribution base, Tensor gate) {
    return of(base, Chance.ofProbs(gate));
  }

  /** The log-odds of 0. */
  public static Hurdle ofLogits(Distribution base, Tensor gateLogits) {
    return of(base, Chance.ofLogits(gateLogits));
  }

  private static Hurdle of(Distribution base, Chance gate) {
    return new Hurdle(base, gate, parameters(base, gate).shape());
  }

  private static Parameters parameters(Distribution base, Chance gate) {
    return Parameters.of("Hurdle").with(gate).part("base", base);
  }

  @Override
  public Parameters parameters() {
    return parameters(base, gate);
  }

  @Override
  public Constraint support() {
    Constraint zero = new OneOf(Tensor.of(0), 0);
    return base.isDiscrete() ? base.support() : new Either(zero, base.support());
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  /** A draw of 0 from a discrete base is repeated, up to 1,000 times, and 1 then. */
  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Distribution full = base.expand(batchShape);
    Tensor draws = full.sample(key.fold("value"), sampleShape);
    if (base.isDiscrete()) {
      Key again = key.fold("again");
      draws =
          new Attempts(0, ATTEMPTS, "")
              .from(attempt(draws), i -> attempt(full.sample(again.fold(i), sampleShape)))
              .maximum(Tensor.scalar(1));
    }
    Tensor u = Noise.uniform(key.fold("gate"), shape);
    return Terms.detached(Tensor.where(u.lt(gate.probs()), Tensor.scalar(0), draws));
  }

  private static Attempts.Attempt attempt(Tensor draws) {
    return new Attempts.Attempt(draws, draws.ne(0));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor zero = value.eq(0);
    Tensor share = base.isDiscrete() ? countShare(value) : share(zero, value);
    return gate.logProb(zero).plus(Tensor.where(zero, Tensor.scalar(0), share));
  }

  /** A positive base is asked for what is left beside 0. */
  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    if (!(base.support() instanceof GreaterThan)) {
      return Univariate.super.inverseLogSurvival(log);
    }
    Tensor share = log.minus(gate.logFailure());
    Tensor zero = share.ge(0);
    Tensor x = base.inverseLogSurvival(Tensor.where(zero, Tensor.scalar(-1), share));
    return Tensor.where(zero, Tensor.scalar(0), x);
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return base.support() instanceof GreaterThan
        ? inverseLogSurvival(Terms.log1mExp(log))
        : Univariate.super.inverseLogCdf(log);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return base.support() instanceof GreaterThan
        ? inverseLogSurvival(probability.unaryMinus().log1p())
        : Univariate.super.icdf(probability);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor counted = share(value, true);
    Tensor inner = gate.logFailure().plus(counted);
    return Tensor.where(value.lt(0), inner, gate.logSuccessOr(counted));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor counted = share(value, false);
    Tensor inner = gate.logFailure().plus(counted);
    return Tensor.where(value.lt(0), gate.logSuccessOr(counted), inner);
  }

  /** ln of what a value that is not 0 has below or above: the base without its 0. */
  private Tensor share(Tensor value, boolean below) {
    if (!base.isDiscrete()) {
      return below ? base.logCdf(value) : base.logSurvival(value);
    }
    Tensor zero = Tensor.scalar(0);
    Tensor k = value.maximum(zero);
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    Tensor part = below ? Mass.log(base, zero, k) : Mass.log(base, k, infinite);
    Tensor never = Terms.log1mExp(base.logDensity(zero));
    Tensor degenerate = never.eq(Double.NEGATIVE_INFINITY);
    Tensor one = Tensor.where(k.ge(1), zero, Tensor.scalar(Double.NEGATIVE_INFINITY));
    Tensor limit =
        below ? one : Tensor.where(k.ge(1), Tensor.scalar(Double.NEGATIVE_INFINITY), zero);
    return Tensor.where(degenerate, limit, part.minus(Tensor.where(degenerate, zero, never)));
  }

  @Override
  public Tensor mean() {
    Tensor mean = kept().times(base.mean());
    return limited(mean, gate.probs().unaryMinus().plus(1)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor apart = base.mean().square().times(kept().unaryMinus().plus(1));
    Tensor variance = kept().times(base.variance().plus(apart));
    Tensor g = gate.probs();
    return limited(variance, g.minus(g.square())).expand(batchShape);
  }

  /** A number of the distribution, or its limit where the base is always 0. */
  private Tensor limited(Tensor number, Tensor limit) {
    if (!base.isDiscrete()) {
      return number;
    }
    return Tensor.where(base.logDensity(Tensor.scalar(0)).eq(0), limit, number);
  }

  /** The probability of a value other than 0, over that under the base. */
  private Tensor kept() {
    Tensor some = gate.probs().unaryMinus().plus(1);
    if (!base.isDiscrete()) {
      return some;
    }
    Tensor none = base.logDensity(Tensor.scalar(0));
    Tensor always = none.eq(0);
    return some.div(Tensor.where(always, Tensor.scalar(-1), none).expm1().unaryMinus());
  }

  private Tensor share(Tensor zero, Tensor value) {
    return base.logDensity(Tensor.where(zero, base.support().interior(value.shape()), value));
  }

  /** ln of p₀(x) / (1 − P₀(0)), or of its limit. */
  private Tensor countShare(Tensor value) {
    Tensor never = Terms.log1mExp(base.logDensity(Tensor.scalar(0)));
    Tensor degenerate = never.eq(Double.NEGATIVE_INFINITY);
    Tensor share = base.logDensity(value).minus(Tensor.where(degenerate, Tensor.scalar(0), never));
    Tensor limit =
        Tensor.where(value.eq(1), Tensor.scalar(0), Tensor.scalar(Double.NEGATIVE_INFINITY));
    return Tensor.where(degenerate, limit, share);
  }

  @Override
  public Hurdle expand(Shape batchShape) {
    return Parameters.checked(() -> new Hurdle(base, gate, batchShape));
  }
}
