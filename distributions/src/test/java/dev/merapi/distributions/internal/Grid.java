package dev.merapi.distributions.internal;

import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.constraint.WholeNumber;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Points x [n, B..] of a distribution of numbers with weights w, so that Σ w f(x) is ∫ f: all
 * values of a count (up to 20,000), and the trapezoidal rule after a change of variables for
 * densities, which is exact to many digits for smooth ones, whatever their tails.
 */
public record Grid(Tensor points, Tensor weights) {
  private static final int COUNTS = 20_000;
  private static final int POINTS = 12_001;

  public static Grid of(Distribution distribution) {
    Constraint support = distribution.support();
    Shape ones = Shape.SCALAR.padLeft(distribution.batchShape().rank());
    if (distribution.isDiscrete()) {
      Tensor x = counts(distribution);
      x = x.reshape(x.shape().append(ones));
      return new Grid(x, Tensor.ones(x.shape()));
    }
    return of(support, ones);
  }

  private static Grid of(Constraint support, Shape ones) {
    if (support instanceof Either(Constraint first, Constraint second)) {
      Grid left = of(first, ones);
      Grid right = of(second, ones);
      return new Grid(
          Tensor.concat(0, left.points.flip(0), right.points),
          Tensor.concat(0, left.weights.flip(0), right.weights));
    }
    double reach = support instanceof Circular ? Math.PI : 60;
    Tensor u = Tensor.linspace(-reach, reach, POINTS).reshape(Shape.of(POINTS).append(ones));
    double step = 2 * reach / (POINTS - 1);
    if (support instanceof Circular) {
      Tensor ends = u.abs().ge(Math.PI).times(-0.5).plus(1);
      return new Grid(u, ends.times(step));
    }
    if (support instanceof Real) {
      Tensor x = u.exp().minus(u.unaryMinus().exp()).times(0.5);
      return new Grid(x, u.exp().plus(u.unaryMinus().exp()).times(0.5 * step));
    }
    var bijector = BijectTo.of(support);
    Tensor x = bijector.forward(u);
    return new Grid(x, bijector.logAbsDetJacobian(u, x).exp().times(step));
  }

  private static Tensor counts(Distribution distribution) {
    return switch (distribution.support()) {
      case WholeNumberBetween(Dense low, Dense high) ->
          Tensor.arange((int) (high.max().item() - low.min().item()) + 1).plus(low.min().item());
      case WholeNumber _ -> Tensor.arange(COUNTS).minus(COUNTS / 2);
      case WholeNumberFrom _ -> Tensor.arange(COUNTS);
      default -> distribution.enumerateSupport(false).reshape(-1);
    };
  }

  /** w · p(x), with 0 where the density is 0 however large the weight. */
  public Tensor mass(Distribution distribution) {
    Tensor p = distribution.logProb(points).exp();
    return Tensor.where(p.eq(0), Tensor.scalar(0), p.times(weights));
  }

  /** Σ f(x) p(x) w over the points. */
  public static Tensor expect(Tensor mass, Tensor f) {
    return Tensor.where(mass.eq(0), Tensor.scalar(0), mass.times(f)).sum(0);
  }
}
