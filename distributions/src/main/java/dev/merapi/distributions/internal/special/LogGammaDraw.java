package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * The logarithm of a {@link GammaDraw}, which does not underflow for tiny shapes; its adjoint is
 * the implicit one divided by the draw.
 *
 * <p>The noise is a uniform number in (0, 1) whose bits key a stream of their own ({@link
 * Key#ofBits}), so the draw is a function of two numbers like any other primitive, whatever
 * rejection costs.
 */
public record LogGammaDraw() implements Elementwise2 {
  /** Fewer draws than this are cheaper one by one. */
  private static final int FEW = 16;

  @Override
  public double scalar(double shape, double noise) {
    return Draws.logGamma(Key.ofBits(noise), shape);
  }

  @Override
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (n < FEW) {
      Elementwise2.super.apply(a, ao, as, b, bo, bs, y, yo, n);
    } else {
      Draws.logGamma(a, ao, as, b, bo, bs, y, yo, n);
    }
  }

  @Override
  public @Nullable Tensor left(Tensor shape, Tensor noise, Tensor y, Tensor dy) {
    return dy.times(new LogGammaSlope().on(shape, y));
  }

  @Override
  public @Nullable Tensor right(Tensor shape, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
