package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.VonMisesDraw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;

/**
 * VonMises(loc, concentration) on the circle: p(x) = exp(concentration · cos(x − loc)) / (2π
 * I₀(concentration)). Parameters broadcast to B; events are angles. {@code variance} is the
 * circular one, 1 − I₁/I₀.
 *
 * <p>Source of the sampler: Best and Fisher, "Efficient simulation of the von Mises distribution",
 * Applied Statistics 28 (1979), 152–157.
 */
public record VonMises(Tensor loc, Tensor concentration, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public VonMises {
    parameters(loc, concentration).check(batchShape);
  }

  /** The normal distribution of the circle. */
  @Factory("vonMises")
  public static VonMises of(Tensor loc, Tensor concentration) {
    return new VonMises(loc, concentration, parameters(loc, concentration).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor concentration) {
    return Parameters.of("VonMises").real("loc", loc).positive("concentration", concentration);
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, concentration);
  }

  @Override
  public Constraint support() {
    return Constraints.circular();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor centred = new VonMisesDraw().on(concentration, Noise.uniform(key, shape(sampleShape)));
    return Terms.wrapped(loc.plus(centred));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor constant = Special.logBesselI0(concentration).plus(Math.log(2 * Math.PI));
    return concentration.times(value.minus(loc).cos()).minus(constant);
  }

  @Override
  public VonMises expand(Shape batchShape) {
    return Parameters.checked(() -> new VonMises(loc, concentration, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor variance() {
    return ratio().unaryMinus().plus(1).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor log = Special.logBesselI0(concentration);
    return log.minus(concentration.times(ratio())).plus(Math.log(2 * Math.PI)).expand(batchShape);
  }

  /** I₁(κ) / I₀(κ), the mean of cos(x − loc). */
  private Tensor ratio() {
    return Special.besselI1e(concentration).div(Special.besselI0e(concentration));
  }
}
