package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise3;
import dev.merapi.tensor.internal.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * A draw of the binomial distribution as a function of its total, its probability and of noise;
 * piecewise constant.
 *
 * <p>The noise is a uniform number in (0, 1) whose bits key a stream of their own ({@link
 * Key#ofBits}), so the draw is a function of two numbers like any other primitive, whatever
 * rejection costs.
 */
public record BinomialDraw() implements Elementwise3 {
  /** Fewer draws than this are cheaper one by one. */
  private static final int FEW = 16;

  @Override
  public double scalar(double total, double p, double noise) {
    return Draws.binomial(Key.ofBits(noise), total, p);
  }

  @Override
  public void apply(
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      double[] y,
      int yo,
      int n) {
    if (n < FEW) {
      Elementwise3.super.apply(a, ao, as, b, bo, bs, c, co, cs, y, yo, n);
    } else {
      Draws.binomial(a, ao, as, b, bo, bs, c, co, cs, y, yo, n);
    }
  }

  @Override
  public @Nullable Tensor sensitivity(
      int operand, Tensor total, Tensor p, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
