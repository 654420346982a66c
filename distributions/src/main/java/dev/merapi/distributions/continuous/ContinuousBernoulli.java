package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Bernoulli's density on the whole of [0, 1]: p(x) ∝ pˣ (1 − p)¹⁻ˣ, which is λ e^(λ x) / (e^λ − 1)
 * with λ the logit of p. Parameters have shape B; events are numbers.
 *
 * <p>Source: Loaiza-Ganem and Cunningham, "The continuous Bernoulli" (2019), equations 8 to 13,
 * written in λ; for |λ| &lt; {@value #NEAR} by the Taylor series.
 */
public record ContinuousBernoulli(Chance chance, Shape batchShape) implements Univariate {
  /** Below this |λ| closed forms lose more digits than the series leaves out. */
  private static final double NEAR = 0.05;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public ContinuousBernoulli {
    parameters(chance).check(batchShape);
  }

  /** Bernoulli's density on the whole of [0, 1]. */
  @Factory("continuousBernoulli")
  public static ContinuousBernoulli ofProbs(Tensor probs) {
    Tensor open =
        Validation.parameter("ContinuousBernoulli", "probs", probs, Constraints.openInterval(0, 1));
    return new ContinuousBernoulli(new Chance.OfProbs(open), probs.shape());
  }

  /** Bernoulli's density on the whole of [0, 1], by the logit. */
  @Factory("continuousBernoulliLogits")
  public static ContinuousBernoulli ofLogits(Tensor logits) {
    return new ContinuousBernoulli(Chance.ofLogits(logits), logits.shape());
  }

  private static Parameters parameters(Chance chance) {
    return Parameters.of("ContinuousBernoulli")
        .with(chance)
        .with("probs", chance.probs(), Constraints.openInterval(0, 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(chance);
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return icdf(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return chance.logits().times(value).minus(logTotal());
  }

  @Override
  public ContinuousBernoulli expand(Shape batchShape) {
    return Parameters.checked(() -> new ContinuousBernoulli(chance, batchShape));
  }

  /** 1/(1 − e^(−λ)) − 1/λ. */
  @Override
  public Tensor mean() {
    Tensor far = away().unaryMinus().expm1().reciprocal().plus(away().reciprocal()).unaryMinus();
    Tensor odd = series(1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600);
    Tensor near = chance.logits().times(odd).plus(0.5);
    return Tensor.where(near(), near, far).expand(batchShape);
  }

  /** 1/λ² − 1/(4 sinh²(λ/2)). */
  @Override
  public Tensor variance() {
    Tensor twoSinh = twoSinhHalf(away().abs());
    Tensor far = away().square().reciprocal().minus(twoSinh.square().reciprocal());
    Tensor near = series(1.0 / 12, -1.0 / 240, 1.0 / 6048, -1.0 / 172800);
    return Tensor.where(near(), near, far).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    return logTotal().minus(chance.logits().times(mean())).expand(batchShape);
  }

  /** (e^(λ x) − 1) / (e^λ − 1), from the other end for λ &gt; 0. */
  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value.clamp(0, 1);
    Tensor flat = chance.logits().eq(0);
    Tensor rate = Tensor.where(flat, Tensor.scalar(1), chance.logits());
    Tensor falling = rate.abs().unaryMinus();
    Tensor part = falling.times(x).expm1().div(falling.expm1());
    Tensor rising = rate.maximum(Tensor.scalar(0)).times(x.minus(1)).exp();
    return Tensor.where(flat, x, rising.times(part));
  }

  /** ln(1 + probability · (e^λ − 1)) / λ, from the other end for λ &gt; 0. */
  @Override
  public Tensor icdf(Tensor probability) {
    Tensor flat = chance.logits().eq(0);
    Tensor rate = Tensor.where(flat, Tensor.scalar(1), chance.logits());
    Tensor rising = rate.gt(0);
    Tensor falling = rate.abs().unaryMinus();
    Tensor part = Tensor.where(rising, probability.unaryMinus().plus(1), probability);
    Tensor away = part.times(falling.expm1()).log1p().div(falling);
    Tensor inverse = Tensor.where(rising, away.unaryMinus().plus(1), away);
    return Tensor.where(flat, probability, inverse);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.logExponentialShare(chance.logits(), value.clamp(0, 1), Tensor.scalar(1));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor left = value.clamp(0, 1).unaryMinus().plus(1);
    return Terms.logExponentialShare(chance.logits().unaryMinus(), left, Tensor.scalar(1));
  }

  /** ln ((e^λ − 1)/λ) = λ/2 + ln(sinh(λ/2) / (λ/2)). */
  private Tensor logTotal() {
    Tensor size = away().abs();
    Tensor far = size.times(0.5).plus(Terms.log1mExp(size.unaryMinus())).minus(size.log());
    Tensor square = chance.logits().square();
    Tensor near = square.times(series(1.0 / 24, -1.0 / 2880, 1.0 / 181440, -1.0 / 9676800));
    return chance.logits().times(0.5).plus(Tensor.where(near(), near, far));
  }

  private static Tensor twoSinhHalf(Tensor rate) {
    Tensor half = rate.times(0.5);
    return half.exp().times(rate.unaryMinus().expm1()).unaryMinus();
  }

  private Tensor near() {
    return chance.logits().abs().lt(NEAR);
  }

  /** λ where it is far from 0, and 1 elsewhere, where it is not used. */
  private Tensor away() {
    return Tensor.where(near(), Tensor.scalar(1), chance.logits());
  }

  /** A polynomial in λ². */
  private Tensor series(double c0, double c1, double c2, double c3) {
    Tensor r = chance.logits().square();
    return r.times(r.times(r.times(c3).plus(c2)).plus(c1)).plus(c0);
  }
}
