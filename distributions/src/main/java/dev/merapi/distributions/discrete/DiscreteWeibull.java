package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogGammaQ;

/**
 * A count that survives k with probability P(X ≥ k) = q^(k^β): P(k) = q^(k^β) − q^((k + 1)^β) for k
 * = 0, 1, 2, …, with 0 &lt; q &lt; 1 and β &gt; 0; β = 1 is the geometric distribution with success
 * probability 1 − q. Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Nakagawa and Osaki, "The discrete Weibull distribution" (1975), equation 1.
 */
public record DiscreteWeibull(Tensor q, Tensor beta, Shape batchShape) implements Univariate {
  private static final int TERMS = 2048;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public DiscreteWeibull {
    parameters(q, beta).check(batchShape);
  }

  /** A count that is at least k with probability q^(k^beta). */
  @Factory("discreteWeibull")
  public static DiscreteWeibull of(Tensor q, Tensor beta) {
    return new DiscreteWeibull(q, beta, parameters(q, beta).shape());
  }

  private static Parameters parameters(Tensor q, Tensor beta) {
    return Parameters.of("DiscreteWeibull")
        .with("q", q, Constraints.openInterval(0, 1))
        .positive("beta", beta);
  }

  @Override
  public Parameters parameters() {
    return parameters(q, beta);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor wait = Noise.exponential(key, shape(sampleShape)).div(q.log().unaryMinus());
    return wait.pow(beta.reciprocal()).floor().minimum(Tensor.scalar(0x1p53));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor from = logFrom(value);
    return from.plus(Terms.log1mExp(logStep(value)));
  }

  /** ln P(X &gt; k) − ln P(X ≥ k): the difference of two powers that may be next to each other. */
  private Tensor logStep(Tensor k) {
    Tensor zero = k.le(0);
    Tensor count = Tensor.where(zero, Tensor.scalar(1), k);
    Tensor grown = count.pow(beta).times(count.reciprocal().log1p().times(beta).expm1());
    return Tensor.where(zero, Tensor.scalar(1), grown).times(q.log());
  }

  /** ln P(X ≥ k), where 0^β is 0. */
  private Tensor logFrom(Tensor k) {
    return logFrom(q, beta, k);
  }

  private static Tensor logFrom(Tensor q, Tensor beta, Tensor k) {
    Tensor zero = k.le(0);
    Tensor power = Tensor.where(zero, Tensor.scalar(1), k).pow(beta);
    return Tensor.where(zero, Tensor.scalar(0), power.times(q.log()));
  }

  @Override
  public DiscreteWeibull expand(Shape batchShape) {
    return Parameters.checked(() -> new DiscreteWeibull(q, beta, batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return logFrom(value.floor().plus(1)).expm1().unaryMinus();
  }

  /** Σₖ P(X ≥ k). */
  @Override
  public Tensor mean() {
    return moment(1).expand(batchShape);
  }

  /** With Σₖ (2k − 1) P(X ≥ k) = E X². */
  @Override
  public Tensor variance() {
    Tensor mean = moment(1);
    Tensor infinite = mean.eq(Double.POSITIVE_INFINITY);
    Tensor square = Tensor.where(infinite, Tensor.scalar(0), mean.square());
    return moment(2).minus(square).expand(batchShape);
  }

  /**
   * E Xⁿ for n of 1 and 2: the terms below {@value #TERMS}, and from there on the Euler–Maclaurin
   * sum of the integral, which is an incomplete gamma function, and half of the term there.
   */
  private Tensor moment(int n) {
    Tensor k = Tensor.arange(TERMS - 1).plus(1);
    Tensor weight = n == 1 ? Tensor.scalar(1) : k.times(2).minus(1);
    Tensor from = logFrom(q.unsqueeze(-1), beta.unsqueeze(-1), k).exp();
    Tensor near = weight.times(from).sum(-1);
    Tensor rate = q.log().unaryMinus();
    Tensor at = Tensor.scalar(TERMS);
    Tensor far = tail(rate, 1, at).times(n == 1 ? 1 : -1);
    Tensor square = n == 1 ? Tensor.scalar(0) : tail(rate, 2, at).times(2);
    Tensor half = logFrom(at).exp().times(n == 1 ? 0.5 : TERMS - 0.5);
    Tensor infinite = square.plus(far.abs()).eq(Double.POSITIVE_INFINITY);
    Tensor total = near.plus(Tensor.where(infinite, Tensor.scalar(0), far.plus(square))).plus(half);
    return Tensor.where(infinite, Tensor.scalar(Double.POSITIVE_INFINITY), total);
  }

  /** ∫ xⁿ⁻¹ q^(x^β) dx from a point on. */
  private Tensor tail(Tensor rate, int n, Tensor from) {
    Tensor a = beta.reciprocal().times(n);
    Tensor log = new LogGammaQ().on(a, rate.times(from.pow(beta)));
    return log.plus(a.lgamma()).minus(a.times(rate.log())).minus(beta.log()).exp();
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.log1mExp(logSurvival(value));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return logFrom(value.floor().plus(1));
  }
}
