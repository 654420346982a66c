package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;

/**
 * The number of successes before {@code totalCount} failures, for any totalCount r &gt; 0: P(k) =
 * Γ(k + r) / (k! Γ(r)) pᵏ (1 − p)ʳ for k = 0, 1, 2, …. Parameters broadcast to B; events are
 * numbers.
 */
public record NegativeBinomial(Tensor totalCount, Chance chance, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public NegativeBinomial {
    parameters(totalCount, chance).check(batchShape);
  }

  /** The number of successes before {@code totalCount} failures, by its probability. */
  @Factory("negativeBinomial")
  public static NegativeBinomial ofProbs(Tensor totalCount, Tensor probs) {
    return of(totalCount, Chance.ofProbs(probs));
  }

  /** The number of successes before {@code totalCount} failures, by its log-odds. */
  @Factory("negativeBinomialLogits")
  public static NegativeBinomial ofLogits(Tensor totalCount, Tensor logits) {
    return of(totalCount, Chance.ofLogits(logits));
  }

  private static NegativeBinomial of(Tensor totalCount, Chance chance) {
    Shape batch = parameters(totalCount, chance).shape();
    return new NegativeBinomial(totalCount, chance, batch);
  }

  private static Parameters parameters(Tensor totalCount, Chance chance) {
    return Parameters.of("NegativeBinomial")
        .positive("totalCount", totalCount)
        .with(chance, Constraints.halfOpenInterval(Tensor.scalar(0), Tensor.scalar(1)));
  }

  @Override
  public Parameters parameters() {
    return parameters(totalCount, chance);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor gamma = Terms.gammaDraw(key.fold("rate"), totalCount, shape(sampleShape));
    Tensor rate = gamma.times(chance.logits().exp());
    return Terms.mixedPoissonDraw(key.fold("count"), rate, shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor choose = value.plus(totalCount).log().plus(totalCount.lbeta(value.plus(1)));
    return chance.logProb(value, totalCount).minus(choose);
  }

  @Override
  public NegativeBinomial expand(Shape batchShape) {
    return Parameters.checked(() -> new NegativeBinomial(totalCount, chance, batchShape));
  }

  @Override
  public Tensor mean() {
    return totalCount.times(chance.logits().exp()).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor odds = chance.logits().exp();
    return totalCount.times(odds).times(odds.plus(1)).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return totalCount
        .minus(1)
        .maximum(Tensor.scalar(0))
        .times(chance.logits().exp())
        .floor()
        .expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(
        value, true, k -> new LogBetaI().on(totalCount, k.plus(1), chance.logits().unaryMinus()));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(
        value, false, k -> new LogBetaI().on(k.plus(1), totalCount, chance.logits()));
  }

  /** Negative binomial with variance mean + mean²/concentration. */
  @Factory("negativeBinomialMean")
  public static NegativeBinomial ofMean(Tensor mean, Tensor concentration) {
    Tensor m = Validation.positive("NegativeBinomial", "mean", mean);
    Tensor r = Validation.positive("NegativeBinomial", "concentration", concentration);
    return ofLogits(r, m.log().minus(r.log()));
  }

  /** The same by the logarithm of the mean, as of a regression with its usual link. */
  @Factory("negativeBinomialLogMean")
  public static NegativeBinomial ofLogMean(Tensor logMean, Tensor concentration) {
    Tensor m = Validation.real("NegativeBinomial", "logMean", logMean);
    Tensor r = Validation.positive("NegativeBinomial", "concentration", concentration);
    return ofLogits(r, m.minus(r.log()));
  }
}
