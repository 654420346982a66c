package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.special.LogIncompleteBeta;

/**
 * ln(x^a (1 − x)^b / B(a, b)) at x = 1/(1 + e^−v): the log-density of the logit of a number with a
 * beta distribution, for a, b &gt; 0, else NaN. For large a and b the powers and B cancel by
 * algebra ({@link LogIncompleteBeta}). Adjoints: dy · (ln x − ψ(a) + ψ(a + b)), the same with 1 − x
 * and b, and dy · (a (1 − x) − b x).
 */
public record LogBetaPower() implements Elementwise3 {
  @Override
  public double scalar(double a, double b, double v) {
    return LogIncompleteBeta.logPower(a, b, v);
  }

  @Override
  public Tensor sensitivity(int operand, Tensor a, Tensor b, Tensor v, Tensor y, Tensor dy) {
    Tensor opposite = v.unaryMinus();
    Tensor both = a.plus(b);
    return switch (operand) {
      case 0 -> dy.times(v.logSigmoid().minus(a.digamma()).plus(both.digamma()));
      case 1 -> dy.times(opposite.logSigmoid().minus(b.digamma()).plus(both.digamma()));
      default -> dy.times(a.times(opposite.sigmoid()).minus(b.times(v.sigmoid())));
    };
  }
}
