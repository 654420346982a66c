package dev.merapi.distributions.internal;

import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Integrals over 0 &lt; v &lt; 1 whose integrand may have singular ends: v = sigmoid(π sinh t)
 * makes it fall off doubly exponentially, so that the trapezoidal rule is exact to many digits.
 *
 * <p>Source: Takahasi and Mori, "Double exponential formulas for numerical integration" (1974),
 * section 3.
 */
public final class TanhSinh {
  private static final int POINTS = 161;
  private static final double REACH = 4;

  private TanhSinh() {}

  /** ∫₀¹ f(v) dv for f given as a function of ln v [m] that gives [.., m]. */
  public static Tensor mean(UnaryOperator<Tensor> f) {
    Tensor t = Tensor.linspace(-REACH, REACH, POINTS);
    Tensor sinh = t.exp().minus(t.unaryMinus().exp()).times(0.5 * Math.PI);
    Tensor cosh = t.exp().plus(t.unaryMinus().exp()).times(0.5 * Math.PI);
    Tensor weight = cosh.times(sinh.sigmoid()).times(sinh.unaryMinus().sigmoid());
    double step = 2 * REACH / (POINTS - 1);
    return f.apply(sinh.logSigmoid()).times(weight).sum(-1).times(step);
  }
}
