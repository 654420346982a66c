package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * A draw of the gamma distribution of rate 1, as a function of its shape a &gt; 0 and of noise. The
 * adjoint is the implicit one: at a fixed probability, dx/da = −(∂P(a, x)/∂a) / p(x).
 *
 * <p>The noise is a uniform number in (0, 1) whose bits key a stream of their own ({@link
 * Key#ofBits}), so the draw is a function of two numbers like any other primitive, whatever
 * rejection costs.
 *
 * <p>Source of the gradient: Figurnov, Mohamed and Mnih, "Implicit reparameterization gradients"
 * (2018), equation 6.
 */
public record GammaDraw() implements Elementwise2 {
  /** Fewer draws than this are cheaper one by one. */
  private static final int FEW = 16;

  @Override
  public double scalar(double shape, double noise) {
    return Draws.gamma(Key.ofBits(noise), shape);
  }

  @Override
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (n < FEW) {
      Elementwise2.super.apply(a, ao, as, b, bo, bs, y, yo, n);
    } else {
      Draws.gamma(a, ao, as, b, bo, bs, y, yo, n);
    }
  }

  @Override
  public @Nullable Tensor left(Tensor shape, Tensor noise, Tensor y, Tensor dy) {
    return dy.times(new GammaSlope().on(shape, y));
  }

  @Override
  public @Nullable Tensor right(Tensor shape, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
