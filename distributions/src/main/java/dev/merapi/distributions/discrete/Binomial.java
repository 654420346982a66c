package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;

/**
 * The number of successes in totalCount trials: P(k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ for k = 0, …, n.
 * Parameters broadcast to B; events are numbers.
 */
public record Binomial(Tensor totalCount, Chance chance, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Binomial {
    parameters(totalCount, chance).check(batchShape);
  }

  /** The number of successes in {@code totalCount} trials, by its probability. */
  @Factory("binomial")
  public static Binomial ofProbs(Tensor totalCount, Tensor probs) {
    return of(totalCount, Chance.ofProbs(probs));
  }

  /** The number of successes in {@code totalCount} trials, by its log-odds. */
  @Factory("binomialLogits")
  public static Binomial ofLogits(Tensor totalCount, Tensor logits) {
    return of(totalCount, Chance.ofLogits(logits));
  }

  static Binomial of(Tensor totalCount, Chance chance) {
    Shape batch = parameters(totalCount, chance).shape();
    return new Binomial(totalCount, chance, batch);
  }

  private static Parameters parameters(Tensor totalCount, Chance chance) {
    return Parameters.of("Binomial")
        .with("totalCount", totalCount, Constraints.count())
        .with(chance);
  }

  @Override
  public Parameters parameters() {
    return parameters(totalCount, chance);
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumberBetween(Tensor.scalar(0), totalCount);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.binomialDraw(key, totalCount, chance.probs(), shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor choose = Terms.logChoose(totalCount, value);
    return choose.plus(chance.logProb(value, totalCount.minus(value)));
  }

  @Override
  public Binomial expand(Shape batchShape) {
    return Parameters.checked(() -> new Binomial(totalCount, chance, batchShape));
  }

  @Override
  public Tensor mean() {
    return totalCount.times(chance.probs()).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor p = chance.probs();
    return totalCount.times(p.minus(p.square())).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return totalCount.plus(1).times(chance.probs()).floor().minimum(totalCount).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return CountEntropy.of(this, totalCount).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor k = value.floor();
    Tensor inside = k.clamp(0, Double.POSITIVE_INFINITY).minimum(totalCount.minus(1));
    Tensor q = chance.probs().unaryMinus().plus(1);
    Tensor cdf = Special.betaI(totalCount.minus(inside), inside.plus(1), q);
    Tensor above = Tensor.where(k.ge(totalCount), Tensor.scalar(1), cdf);
    return Tensor.where(k.lt(0), Tensor.scalar(0), above);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return tail(value, 1);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return tail(value, -1);
  }

  /** With I(n − k, k + 1; 1 − p) = P(X ≤ k), from either end. */
  private Tensor tail(Tensor value, int side) {
    Tensor k = value.floor();
    Tensor none = k.lt(0);
    Tensor all = k.ge(totalCount);
    Tensor inside = Tensor.where(none.or(all), Tensor.scalar(0), k);
    Tensor failures = Tensor.where(all, Tensor.scalar(1), totalCount.minus(inside));
    Tensor successes = inside.plus(1);
    Tensor logits = chance.logits();
    Tensor tail =
        side > 0
            ? new LogBetaI().on(failures, successes, logits.unaryMinus())
            : new LogBetaI().on(successes, failures, logits);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor always = Tensor.scalar(0);
    Tensor outer = side > 0 ? Tensor.where(none, never, always) : Tensor.where(none, always, never);
    return Tensor.where(none.or(all), outer, tail);
  }
}
