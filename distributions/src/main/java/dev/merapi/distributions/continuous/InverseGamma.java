package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.op.LogGammaInverse;
import dev.merapi.tensor.internal.op.LogGammaP;
import dev.merapi.tensor.internal.op.LogGammaQ;

/**
 * The distribution of 1/x for x of a Gamma(concentration a, rate b): p(y) = bᵃ y⁻ᵃ⁻¹ e^(−b/y) /
 * Γ(a) for y &gt; 0. Parameters broadcast to B; events are numbers. The mean is infinite up to a =
 * 1, the variance up to a = 2.
 */
public record InverseGamma(Tensor concentration, Tensor rate, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public InverseGamma {
    parameters(concentration, rate).check(batchShape);
  }

  /** 1/x for x Gamma(concentration, rate). */
  @Factory("inverseGamma")
  public static InverseGamma of(Tensor concentration, Tensor rate) {
    return new InverseGamma(concentration, rate, parameters(concentration, rate).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor rate) {
    return Parameters.of("InverseGamma")
        .positive("concentration", concentration)
        .positive("rate", rate);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, rate);
  }

  @Override
  public Constraint support() {
    return Constraints.positive();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.positive(rate.div(Terms.gammaDraw(key, concentration, shape(sampleShape))));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor constant = concentration.times(rate.log()).minus(concentration.lgamma());
    Tensor power = concentration.plus(1).times(value.log());
    return constant.minus(power).minus(rate.div(value));
  }

  @Override
  public InverseGamma expand(Shape batchShape) {
    return Parameters.checked(() -> new InverseGamma(concentration, rate, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor finite = concentration.gt(1);
    Tensor below = Tensor.where(finite, concentration.minus(1), Tensor.scalar(1));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, rate.div(below), infinite).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor finite = concentration.gt(2);
    Tensor a = Tensor.where(finite, concentration, Tensor.scalar(3));
    Tensor variance = rate.div(a.minus(1)).square().div(a.minus(2));
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    return Tensor.where(finite, variance, infinite).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return rate.div(concentration.plus(1)).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor a = concentration;
    Tensor shape = a.plus(a.lgamma()).minus(a.plus(1).times(a.digamma()));
    return shape.plus(rate.log()).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor positive = value.gt(0);
    Tensor safe = Tensor.where(positive, value, Tensor.scalar(1));
    Tensor tail = Special.gammaQ(concentration, rate.div(safe));
    return Tensor.where(positive, tail, Tensor.scalar(0));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor low = probability.lt(0.5);
    Tensor log = Tensor.where(low, probability.log(), probability.unaryMinus().log1p());
    Tensor below = new LogGammaInverse(false).on(concentration, log);
    Tensor above = new LogGammaInverse(true).on(concentration, log);
    return rate.log().minus(Tensor.where(low, below, above)).exp();
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return tail(value, new LogGammaQ(), Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return tail(value, new LogGammaP(), 0);
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return rate.log().minus(new LogGammaInverse(false).on(concentration, log)).exp();
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return rate.log().minus(new LogGammaInverse(true).on(concentration, log)).exp();
  }

  private Tensor tail(Tensor value, Elementwise2 of, double atZero) {
    Tensor positive = value.gt(0);
    Tensor safe = Tensor.where(positive, value, Tensor.scalar(1));
    return Tensor.where(positive, of.on(concentration, rate.div(safe)), Tensor.scalar(atZero));
  }
}
