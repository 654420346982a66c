package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogGammaInverse;
import dev.merapi.tensor.internal.op.LogGammaP;
import dev.merapi.tensor.internal.op.LogGammaQ;

/**
 * Gamma(concentration a, rate b): p(x) = bᵃ xᵃ⁻¹ e^(−b x) / Γ(a) for x &gt; 0. Parameters broadcast
 * to B; events are numbers. Draws carry implicit gradients.
 */
public record Gamma(Tensor concentration, Tensor rate, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Gamma {
    parameters(concentration, rate).check(batchShape);
  }

  /** Gamma with mean concentration/rate. */
  @Factory("gamma")
  public static Gamma of(Tensor concentration, Tensor rate) {
    return new Gamma(concentration, rate, parameters(concentration, rate).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor rate) {
    return Parameters.of("Gamma").positive("concentration", concentration).positive("rate", rate);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, rate);
  }

  /** χ² with {@code df} degrees of freedom: a Gamma(df/2, 1/2). */
  @Factory("chi2")
  public static Gamma chi2(Tensor df) {
    Tensor checked = Validation.positive("Chi2", "df", df);
    return Gamma.of(checked.times(0.5), Tensor.scalar(0.5));
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegative();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.gammaDraw(key, concentration, shape(sampleShape)).div(rate);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor constant = concentration.times(rate.log()).minus(concentration.lgamma());
    return concentration.minus(1).xlogy(value).minus(rate.times(value)).plus(constant);
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor constant = concentration.times(rate.log()).minus(concentration.lgamma());
    Tensor powers = concentration.minus(1).times(value.logAbove(Tensor.scalar(0)));
    return powers.minus(rate.times(value.value())).plus(constant);
  }

  @Override
  public Gamma expand(Shape batchShape) {
    return Parameters.checked(() -> new Gamma(concentration, rate, batchShape));
  }

  @Override
  public Tensor mean() {
    return concentration.div(rate).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return concentration.div(rate.square()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return concentration.minus(1).maximum(Tensor.scalar(0)).div(rate).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor a = concentration;
    Tensor shape = a.plus(a.lgamma()).plus(a.unaryMinus().plus(1).times(a.digamma()));
    return shape.minus(rate.log()).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return Special.gammaP(concentration, rate.times(value.maximum(Tensor.scalar(0))));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return Special.gammaPInverse(concentration, probability).div(rate);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return new LogGammaP().on(concentration, rate.times(value.maximum(Tensor.scalar(0))));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return new LogGammaQ().on(concentration, rate.times(value.maximum(Tensor.scalar(0))));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return new LogGammaInverse(true).on(concentration, log).minus(rate.log()).exp();
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return new LogGammaInverse(false).on(concentration, log).minus(rate.log()).exp();
  }

  /** Gamma with the given mean and standard deviation. */
  @Factory("gammaMean")
  public static Gamma ofMean(Tensor mean, Tensor stddev) {
    Tensor m = Validation.positive("Gamma", "mean", mean);
    Tensor s = Validation.positive("Gamma", "stddev", stddev);
    return of(m.div(s).square(), m.div(s.square()));
  }
}
