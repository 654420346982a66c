package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A {@link MultivariateNormal} whose draws move with its parameters along other paths than loc + L
 * z. Everything but the gradients of draws is that of the base.
 */
interface NormalPath extends Distribution {
  /** The distribution itself. */
  MultivariateNormal base();

  @Override
  default Shape batchShape() {
    return base().batchShape();
  }

  @Override
  default Shape eventShape() {
    return base().eventShape();
  }

  @Override
  default Parameters parameters() {
    return base().parameters();
  }

  @Override
  default Constraint support() {
    return base().support();
  }

  @Override
  default boolean reparametrised() {
    return true;
  }

  @Override
  default Tensor logDensity(Tensor value) {
    return base().logDensity(value);
  }

  @Override
  default Tensor mean() {
    return base().mean();
  }

  @Override
  default Tensor variance() {
    return base().variance();
  }

  @Override
  default Tensor mode() {
    return base().mode();
  }

  @Override
  default Tensor entropy() {
    return base().entropy();
  }
}
