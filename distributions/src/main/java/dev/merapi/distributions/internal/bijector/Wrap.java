package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * x = u − 2π [u / 2π], the angle in [−π, π] of a number on the line, rolled up. A sampler on the
 * line passes through ±π as through any other angle, and what it reports stays on the circle.
 *
 * <p>An angle has a place on the line for every whole turn. They share its density in the
 * proportions w(u) of a normal distribution with a deviation of {@value #TURNS} turns: Σₖ w(x +
 * 2πk) = 1 up to e^(−(2π · {@value #TURNS})²/2), so the density of u integrates to 1, wherever on
 * the circle most of it lies; ln w(u) takes the place of the logarithm of the determinant. The
 * inverse is the place next to 0.
 */
public record Wrap() implements Bijector {
  private static final double TURNS = 5;
  private static final double TURN = 2 * Math.PI;
  private static final double LOG_TOP = -0.5 * Math.log(2 * Math.PI) - Math.log(TURNS);

  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return new Circular();
  }

  @Override
  public Tensor forward(Tensor u) {
    return u.minus(u.times(1 / TURN).round().times(TURN));
  }

  @Override
  public Tensor inverse(Tensor x) {
    return forward(x);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor u, Tensor x) {
    return u.times(1 / (TURNS * TURN)).square().times(-0.5).plus(LOG_TOP);
  }
}
