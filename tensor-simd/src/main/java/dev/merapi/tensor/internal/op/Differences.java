package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Derivatives of functions that are known to about 1e-12 and have no derivative in closed form:
 * second derivatives of the incomplete gamma and beta functions in their shapes.
 */
final class Differences {
  /** The step relative to x, a power of two so that x ± h is exact up to rounding of x itself. */
  private static final double STEP = 0x1p-9;

  private Differences() {}

  /**
   * f′(x) for x &gt; 0 as (8 (f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h))) / 12h with h = x/512
   * (Abramowitz and Stegun 25.3.6); the error is h⁴ f⁽⁵⁾/30, about 1e-10 of the size of f, plus
   * 1e-9 by rounding.
   */
  static Tensor slope(UnaryOperator<Tensor> function, Tensor x) {
    Tensor near = function.apply(x.times(1 + STEP)).minus(function.apply(x.times(1 - STEP)));
    Tensor far = function.apply(x.times(1 + 2 * STEP)).minus(function.apply(x.times(1 - 2 * STEP)));
    return near.times(8).minus(far).div(x.times(12 * STEP));
  }
}
