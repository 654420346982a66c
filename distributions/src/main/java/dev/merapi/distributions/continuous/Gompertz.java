package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.CumulativeHazard;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Gompertz(concentration a, rate b): p(x) = a b e^(b x) exp(−a (e^(b x) − 1)) for x ≥ 0. Parameters
 * broadcast to B; events are numbers.
 */
public record Gompertz(Tensor concentration, Tensor rate, Shape batchShape)
    implements CumulativeHazard {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Gompertz {
    parameters(concentration, rate).check(batchShape);
  }

  /** Gompertz. */
  @Factory("gompertz")
  public static Gompertz of(Tensor concentration, Tensor rate) {
    return new Gompertz(concentration, rate, parameters(concentration, rate).shape());
  }

  private static Parameters parameters(Tensor concentration, Tensor rate) {
    return Parameters.of("Gompertz")
        .positive("concentration", concentration)
        .positive("rate", rate);
  }

  @Override
  public Parameters parameters() {
    return parameters(concentration, rate);
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
    return icdf(Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor bx = rate.times(value).minimum(Tensor.scalar(Double.MAX_VALUE));
    Tensor constant = concentration.log().plus(rate.log());
    return bx.minus(concentration.times(bx.expm1())).plus(constant);
  }

  @Override
  public Gompertz expand(Shape batchShape) {
    return Parameters.checked(() -> new Gompertz(concentration, rate, batchShape));
  }

  @Override
  public Tensor mode() {
    return concentration.log().unaryMinus().maximum(Tensor.scalar(0)).div(rate).expand(batchShape);
  }

  @Override
  public Tensor cumulativeHazard(Tensor value) {
    Tensor bx = rate.times(value.maximum(Tensor.scalar(0)));
    return concentration.times(bx.expm1());
  }

  @Override
  public Tensor atCumulativeHazard(Tensor hazard) {
    return hazard.div(concentration).log1p().div(rate);
  }
}
