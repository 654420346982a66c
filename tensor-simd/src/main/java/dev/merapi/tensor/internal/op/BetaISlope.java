package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.IncompleteBeta;

/**
 * ∂I(a, b; x)/∂a, or ∂I/∂b, relative error about 1e-12 ({@link IncompleteBeta}). Adjoints: in a and
 * b by {@link Differences}, and in x dy · (ln x − ψ(a) + ψ(a + b)) · ∂I/∂x, or the same with ln(1 −
 * x) and b.
 */
public record BetaISlope(boolean inFirst) implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double x) {
    return inFirst ? IncompleteBeta.byFirst(x, a, b) : IncompleteBeta.bySecond(x, a, b);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor x, Tensor y, Tensor dy) {
    return switch (operand) {
      case 0 -> dy.times(Differences.slope(moved -> on(moved, b, x), a));
      case 1 -> dy.times(Differences.slope(moved -> on(a, moved, x), b));
      default -> {
        Tensor density = BetaI.density(a, b, x);
        Tensor own = inFirst ? a : b;
        Tensor near = inFirst ? x : x.unaryMinus().plus(1);
        Tensor shift = a.plus(b).digamma().minus(own.digamma());
        yield dy.times(density.xlogy(near).plus(density.times(shift)));
      }
    };
  }
}
