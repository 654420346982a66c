package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise2;
import dev.merapi.tensor.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * The logarithm of a {@link GammaDraw}, which does not underflow for tiny shapes; its adjoint is
 * the implicit one divided by the draw.
 *
 * <p>The noise is a uniform number in (0, 1) whose bits key a stream of their own ({@link
 * NoiseKey}), so the draw is a function of two numbers like any other primitive, whatever rejection
 * costs.
 */
public record LogGammaDraw() implements Elementwise2 {
  @Override
  public double scalar(double shape, double noise) {
    return Draws.logGamma(NoiseKey.of(noise), shape);
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
