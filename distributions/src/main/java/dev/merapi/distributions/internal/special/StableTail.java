package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise3;

/**
 * ln P(X &gt; x) of the standard stable distribution in Nolan's S⁰ form, or for side −1 ln P(X ≤
 * x), as a function of x, α and β; see {@link StableTails}. Its slope in x is the density over it.
 */
public record StableTail(int side) implements Elementwise3 {
  @Override
  public double scalar(double x, double alpha, double beta) {
    return StableDensity.tail(x, alpha, beta, side);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor x, Tensor alpha, Tensor beta, Tensor y, Tensor dy) {
    if (operand > 0) {
      return dy.times(new StableTailSlope(side, operand).on(x, alpha, beta));
    }
    Tensor none = y.eq(Double.NEGATIVE_INFINITY);
    Tensor density = new StableLogDensity().on(x, alpha, beta);
    Tensor hazard = density.minus(Tensor.where(none, Tensor.scalar(0), y)).exp().times(-side);
    return dy.times(Tensor.where(none, Tensor.scalar(0), hazard));
  }
}
