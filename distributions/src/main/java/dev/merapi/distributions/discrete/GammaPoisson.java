package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;

/**
 * Poisson with a rate of a Gamma(concentration a, rate b) distribution: P(k) = Γ(k + a) / (k! Γ(a))
 * · bᵃ / (1 + b)^(a + k) for k = 0, 1, 2, …. Parameters broadcast to B; events are numbers.
 */
public record GammaPoisson(Tensor concentration, Tensor rate, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public GammaPoisson {
    parameters(concentration, rate).check(batchShape);
  }

  /** Poisson with a rate of a Gamma(concentration, rate) distribution. */
  @Factory("gammaPoisson")
  public static GammaPoisson of(Tensor concentration, Tensor rate) {
    return new GammaPoisson(concentration, rate, parameters(concentration, rate).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor rate) {
    return Parameters.of("GammaPoisson")
        .positive("concentration", concentration)
        .positive("rate", rate);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, rate);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor mean = new Gamma(concentration, rate, batchShape).sample(key.fold("rate"), sampleShape);
    return Terms.poissonDraw(key.fold("count"), mean, shape(sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor choose = concentration.plus(value).log().plus(concentration.lbeta(value.plus(1)));
    Tensor none = concentration.times(rate.reciprocal().log1p());
    return none.plus(value.times(rate.log1p())).plus(choose).unaryMinus();
  }

  @Override
  public GammaPoisson expand(Shape batchShape) {
    return Parameters.checked(() -> new GammaPoisson(concentration, rate, batchShape));
  }

  @Override
  public Tensor mean() {
    return concentration.div(rate).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return concentration.div(rate.square()).times(rate.plus(1)).expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(
        value, true, k -> new LogBetaI().on(concentration, k.plus(1), rate.log()));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(
        value, false, k -> new LogBetaI().on(k.plus(1), concentration, rate.log().unaryMinus()));
  }
}
