package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Kumaraswamy(a, b) with a = concentration1 and b = concentration0: p(x) = a b xᵃ⁻¹ (1 − xᵃ)ᵇ⁻¹ for
 * 0 ≤ x ≤ 1; like a Beta distribution, with a cdf in closed form, 1 − (1 − xᵃ)ᵇ. Parameters
 * broadcast to B; events are numbers.
 */
public record Kumaraswamy(Tensor concentration1, Tensor concentration0, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Kumaraswamy {
    parameters(concentration1, concentration0).check(batchShape);
  }

  /** Kumaraswamy on [0, 1]. */
  @Factory("kumaraswamy")
  public static Kumaraswamy of(Tensor concentration1, Tensor concentration0) {
    return new Kumaraswamy(
        concentration1, concentration0, parameters(concentration1, concentration0).shape());
  }

  private static Parameters parameters(Tensor concentration1, Tensor concentration0) {
    return Parameters.of("Kumaraswamy")
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
    return icdf(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor a = concentration1;
    Tensor b = concentration0;
    Tensor powers = a.minus(1).xlogy(value).plus(Terms.xlog1m(b.minus(1), value.pow(a)));
    return powers.plus(a.log().plus(b.log()));
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    Tensor a = concentration1;
    Tensor log = value.logAbove(Tensor.scalar(0));
    Tensor right = value.logBelow(Tensor.scalar(1));
    Tensor near = right.lt(-Constants.LOG_TWO);
    Tensor held = Tensor.where(near, right, Tensor.scalar(-1));
    Tensor left = Tensor.where(near, held.exp().unaryMinus().log1p(), log);
    Tensor tiny = right.lt(-37);
    Tensor safe = Tensor.where(tiny, Tensor.scalar(-1), left);
    Tensor rest = Tensor.where(tiny, a.log().plus(right), Terms.log1mExp(a.times(safe)));
    Tensor powers = a.minus(1).times(left).plus(concentration0.minus(1).times(rest));
    return powers.plus(a.log().plus(concentration0.log()));
  }

  @Override
  public Kumaraswamy expand(Shape batchShape) {
    return Parameters.checked(() -> new Kumaraswamy(concentration1, concentration0, batchShape));
  }

  @Override
  public Tensor mean() {
    return moment(1).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return moment(2).minus(moment(1).square()).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    Tensor a = concentration1;
    Tensor b = concentration0;
    Tensor inner = a.gt(1).and(b.gt(1));
    Tensor one = Tensor.scalar(1);
    Tensor ratio = Tensor.where(inner, a.minus(1).div(a.times(b).minus(1)), one);
    Tensor edge = a.gt(1);
    return Tensor.where(inner, ratio.pow(a.reciprocal()), edge).expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor a = concentration1.reciprocal().unaryMinus().plus(1);
    Tensor b = concentration0.reciprocal().unaryMinus().plus(1);
    Tensor harmonic = concentration0.plus(1).digamma().plus(Constants.EULER_GAMMA);
    Tensor logs = concentration1.log().plus(concentration0.log());
    return b.plus(a.times(harmonic)).minus(logs).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor power = value.clamp(0, 1).pow(concentration1).unaryMinus().log1p();
    return concentration0.times(power).expm1().unaryMinus();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor root = probability.unaryMinus().log1p().div(concentration0).expm1().unaryMinus();
    return root.pow(concentration1.reciprocal());
  }

  @Override
  public Tensor logCdf(Tensor value) {
    Tensor log = Terms.logRiseInverse(concentration1.times(value.clamp(0, 1).log()));
    return Terms.logRise(concentration0.log().plus(log));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    Tensor power = concentration1.times(value.clamp(0, 1).log());
    return concentration0.times(Terms.log1mExp(power));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    Tensor rest = Terms.logRiseInverse(log).minus(concentration0.log());
    return Terms.logRise(rest).div(concentration1).exp();
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    Tensor rest = Terms.log1mExp(log.div(concentration0));
    return rest.div(concentration1).exp();
  }

  /** E xⁿ = b B(1 + n/a, b). */
  private Tensor moment(int n) {
    Tensor b = concentration0;
    return b.log().plus(concentration1.reciprocal().times(n).plus(1).lbeta(b)).exp();
  }
}
