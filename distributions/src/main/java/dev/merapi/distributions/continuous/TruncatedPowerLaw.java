package dev.merapi.distributions.continuous;

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

/**
 * p(x) proportional to x^alpha for 0 &lt; low ≤ x ≤ high, for any real alpha. With b = alpha + 1, r
 * = ln(high/low) and t = ln(x/low): p(x) = e^(b t) / (x E(b, r)), where E(b, r) = (e^(b r) − 1)/b,
 * which is r at b = 0 (the log-uniform distribution). Parameters broadcast to B; events are
 * numbers. The power law without an upper end is a {@link Pareto} with its alpha = −b.
 *
 * <p>Source: Clauset, Shalizi and Newman, "Power-law distributions in empirical data" (2009), table
 * 2.1, with two ends.
 */
public record TruncatedPowerLaw(Tensor alpha, Tensor low, Tensor high, Shape batchShape)
    implements Univariate {
  /** Below this size of b·r, its square is less than rounding. */
  private static final double FLAT = 1e-8;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public TruncatedPowerLaw {
    parameters(alpha, low, high).check(batchShape);
  }

  /** Density in proportion to x^alpha from {@code low} to {@code high}. */
  @Factory("truncatedPowerLaw")
  public static TruncatedPowerLaw of(Tensor alpha, Tensor low, Tensor high) {
    return new TruncatedPowerLaw(alpha, low, high, parameters(alpha, low, high).shape());
  }

  private static Parameters parameters(Tensor alpha, Tensor low, Tensor high) {
    return Parameters.of("TruncatedPowerLaw")
        .real("alpha", alpha)
        .positive("low", low)
        .with("high", high, Constraints.greaterThan(low));
  }

  @Override
  public Parameters parameters() {
    return parameters(alpha, low, high);
  }

  @Override
  public Constraint support() {
    return Constraints.interval(low, high);
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
    Tensor x = value.log();
    Tensor t = x.minus(low.log());
    return alpha.plus(1).times(t).minus(x).minus(logTotal(range()));
  }

  @Override
  public TruncatedPowerLaw expand(Shape batchShape) {
    return Parameters.checked(() -> new TruncatedPowerLaw(alpha, low, high, batchShape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor t = value.maximum(low).minimum(high).div(low).log();
    return total(t).div(total(range()));
  }

  /**
   * t = ln(1 + p b E)/b, where b E = e^(b r) − 1; for b &gt; 0 from the upper end. Next to b = 0 it
   * is p r (1 + (1 − p) b r/2).
   */
  @Override
  public Tensor icdf(Tensor probability) {
    Tensor r = range();
    Tensor b = alpha.plus(1);
    Tensor rising = b.gt(0);
    Tensor part = Tensor.where(rising, probability.unaryMinus().plus(1), probability);
    Tensor falling = Tensor.where(rising, b.unaryMinus(), b);
    Tensor flat = b.times(r).abs().lt(FLAT);
    Tensor safe = Tensor.where(flat, Tensor.scalar(-1), falling);
    Tensor bent = part.times(safe.times(r).expm1()).log1p().div(safe);
    Tensor bow = part.unaryMinus().plus(1).times(falling).times(r).times(0.5).plus(1);
    Tensor t = Tensor.where(flat, part.times(r).times(bow), bent);
    Tensor x = Tensor.where(rising, high.times(t.unaryMinus().exp()), low.times(t.exp()));
    return x.maximum(low).minimum(high);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor t = value.maximum(low).minimum(high).div(low).log();
    return Terms.logExponentialShare(alpha.plus(1), t, range());
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor t = high.div(value.maximum(low).minimum(high)).log();
    return Terms.logExponentialShare(alpha.plus(1).unaryMinus(), t, range());
  }

  private Tensor range() {
    return high.div(low).log();
  }

  /** E(b, t) = (e^(b t) − 1)/b, in units of e^(max(b, 0) r) to stay finite. */
  private Tensor total(Tensor t) {
    Tensor b = alpha.plus(1);
    Tensor flat = b.times(range()).abs().lt(FLAT);
    Tensor safe = Tensor.where(flat, Tensor.scalar(1), b);
    Tensor top = safe.maximum(Tensor.scalar(0)).times(range());
    Tensor bent = safe.times(t).minus(top).exp().minus(top.unaryMinus().exp()).div(safe);
    return Tensor.where(flat, t, bent);
  }

  /** ln E(b, r): max(b, 0) r + ln((1 − e^(−|b| r))/|b|). */
  private Tensor logTotal(Tensor r) {
    Tensor b = alpha.plus(1);
    Tensor flat = b.times(r).abs().lt(FLAT);
    Tensor size = Tensor.where(flat, Tensor.scalar(1), b.abs());
    Tensor bent = Terms.log1mExp(size.times(r).unaryMinus()).minus(size.log());
    Tensor straight = r.log().plus(b.times(r).times(0.5));
    Tensor rising = b.maximum(Tensor.scalar(0)).times(r);
    return Tensor.where(flat, straight, rising.plus(bent));
  }
}
