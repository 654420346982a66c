package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.special.Bessel;

/**
 * How fast the quantile x of the von Mises distribution around 0 moves with the concentration κ at
 * a fixed probability: −(∂F/∂κ) / p(x). With r = I₁(κ)/I₀(κ), ∂F/∂κ = ∫₀ˣ (cos t − r) p(t) dt, so
 * the slope is −∫₀ˣ (cos t − r) exp(κ (cos t − cos x)) dt, here by Gauss and Legendre's rule of 20
 * points on eight pieces. Its own derivatives are not known here.
 */
public record VonMisesSlope() implements Elementwise2 {
  private static final int PIECES = 8;

  @Override
  public double scalar(double concentration, double x) {
    if (concentration > 1e6) {
      return -x / (2 * concentration);
    }
    double ratio = Bessel.i1e(concentration) / Bessel.i0e(concentration);
    double edge = Math.cos(x);
    double width = x / PIECES;
    double sum = 0;
    for (int piece = 0; piece < PIECES; piece++) {
      double middle = (piece + 0.5) * width;
      for (int i = 0; i < GaussLegendre.POINTS; i++) {
        double c = Math.cos(middle + GaussLegendre.node(i) * width / 2);
        sum += GaussLegendre.weight(i) * (c - ratio) * Math.exp(concentration * (c - edge));
      }
    }
    return -sum * width / 2;
  }

  @Override
  public Tensor left(Tensor concentration, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a von Mises draw in its concentration");
  }

  @Override
  public Tensor right(Tensor concentration, Tensor x, Tensor y, Tensor dy) {
    throw new NoSecondDerivativeException("a von Mises draw in its concentration");
  }
}
