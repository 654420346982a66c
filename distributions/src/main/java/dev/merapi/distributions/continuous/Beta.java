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
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogBetaInverse;

/**
 * Beta(a, b) with a = concentration1 and b = concentration0: p(x) = xᵃ⁻¹ (1 − x)ᵇ⁻¹ / B(a, b) for 0
 * ≤ x ≤ 1. Parameters broadcast to B; events are numbers. Draws carry implicit gradients.
 */
public record Beta(Tensor concentration1, Tensor concentration0, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Beta {
    parameters(concentration1, concentration0).check(batchShape);
  }

  /** Beta with powers concentration1 − 1 of x and concentration0 − 1 of 1 − x. */
  @Factory("beta")
  public static Beta of(Tensor concentration1, Tensor concentration0) {
    return new Beta(
        concentration1, concentration0, parameters(concentration1, concentration0).shape());
  }

  private static Parameters parameters(Tensor concentration1, Tensor concentration0) {
    return Parameters.of("Beta")
        .positive("concentration1", concentration1)
        .positive("concentration0", concentration0);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration1, concentration0);
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
    Shape shape = shape(sampleShape);
    Tensor logA = Terms.logGammaDraw(key.fold(1), concentration1, shape);
    Tensor logB = Terms.logGammaDraw(key.fold(0), concentration0, shape);
    return logA.minus(logB).sigmoid();
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor powers =
        concentration1.minus(1).xlogy(value).plus(Terms.xlog1m(concentration0.minus(1), value));
    return powers.minus(concentration1.lbeta(concentration0));
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor left = value.logAbove(Tensor.scalar(0));
    Tensor right = value.logBelow(Tensor.scalar(1));
    Tensor powers = concentration1.minus(1).times(left).plus(concentration0.minus(1).times(right));
    return powers.minus(concentration1.lbeta(concentration0));
  }

  @Override
  public Beta expand(Shape batchShape) {
    return Parameters.checked(() -> new Beta(concentration1, concentration0, batchShape));
  }

  @Override
  public Tensor mean() {
    return concentration1.div(concentration1.plus(concentration0)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor total = concentration1.plus(concentration0);
    Tensor p = concentration1.div(total);
    Tensor q = concentration0.div(total);
    return p.times(q).div(total.plus(1)).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    Tensor a = concentration1.minus(1).maximum(Tensor.scalar(0));
    Tensor b = concentration0.minus(1).maximum(Tensor.scalar(0));
    Tensor flat = a.plus(b).eq(0);
    Tensor mode = a.div(Tensor.where(flat, Tensor.scalar(1), a.plus(b)));
    return Tensor.where(flat, Tensor.scalar(0.5), mode).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor a = concentration1;
    Tensor b = concentration0;
    Tensor each = a.minus(1).times(a.digamma()).plus(b.minus(1).times(b.digamma()));
    Tensor both = a.plus(b).minus(2).times(a.plus(b).digamma());
    return a.lbeta(b).minus(each).plus(both).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    return Special.betaI(concentration1, concentration0, value.clamp(0, 1));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return Special.betaIInverse(concentration1, concentration0, probability);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return logCdfAt(Terms.logit(value.clamp(0, 1)));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return logSurvivalAt(Terms.logit(value.clamp(0, 1)));
  }

  /** {@link #logCdf} of the number with the given logit. */
  public Tensor logCdfAt(Tensor logit) {
    return new LogBetaI().on(concentration1, concentration0, logit);
  }

  /** {@link #logSurvival} of the number with the given logit. */
  public Tensor logSurvivalAt(Tensor logit) {
    return new LogBetaI().on(concentration0, concentration1, logit.unaryMinus());
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return new LogBetaInverse().on(concentration1, concentration0, log).sigmoid();
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return new LogBetaInverse().on(concentration0, concentration1, log).unaryMinus().sigmoid();
  }

  /** Beta with the given mean and precision, the sum of the concentrations. */
  @Factory("betaMean")
  public static Beta ofMean(Tensor mean, Tensor precision) {
    Tensor m = Validation.within("Beta", "mean", mean, Constraints.openInterval(0, 1));
    Tensor p = Validation.positive("Beta", "precision", precision);
    return of(m.times(p), m.unaryMinus().plus(1).times(p));
  }
}
