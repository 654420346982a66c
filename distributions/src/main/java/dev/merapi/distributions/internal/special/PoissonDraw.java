package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * A draw of the Poisson distribution as a function of its rate and of noise; piecewise constant.
 *
 * <p>The noise is a uniform number in (0, 1) whose bits key a stream of their own ({@link
 * Key#ofBits}), so the draw is a function of two numbers like any other primitive, whatever
 * rejection costs.
 */
public record PoissonDraw() implements Elementwise2 {
  /** Fewer draws than this are cheaper one by one. */
  private static final int FEW = 16;

  @Override
  public double scalar(double rate, double noise) {
    return Draws.poisson(Key.ofBits(noise), rate);
  }

  @Override
  public void apply(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (n < FEW) {
      Elementwise2.super.apply(a, ao, as, b, bo, bs, y, yo, n);
    } else {
      Draws.poisson(a, ao, as, b, bo, bs, y, yo, n);
    }
  }

  @Override
  public @Nullable Tensor left(Tensor rate, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public @Nullable Tensor right(Tensor rate, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
