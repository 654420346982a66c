package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = x + û tanh(w·x + bias) on vectors, with û = u + (softplus(w·u) − 1 − w·u) w / |w|², so that
 * w·û &gt; −1 and the map has an inverse; u and w have shape [n], the bias []. ln |det| = ln(1 +
 * w·û (1 − tanh²)).
 *
 * <p>The inverse solves a + w·û tanh(a + bias) = w·y for a = w·x by bisection, to the last digits.
 * Source: Rezende and Mohamed, "Variational inference with normalizing flows" (2015), section 4.1
 * and appendix A.1.
 */
public record Planar(Tensor u, Tensor w, Tensor bias) implements Bijector {
  private static final int BISECTIONS = 60;

  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor level = x.times(w).sum(-1).plus(bias).tanh();
    return x.plus(direction().times(level.unsqueeze(-1)));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor target = y.times(w).sum(-1);
    Tensor slope = slope();
    Tensor low = target.minus(slope.abs());
    Tensor high = target.plus(slope.abs());
    for (int i = 0; i < BISECTIONS; i++) {
      Tensor middle = low.plus(high).times(0.5);
      Tensor below = middle.plus(slope.times(middle.plus(bias).tanh())).lt(target);
      low = Tensor.where(below, middle, low);
      high = Tensor.where(below, high, middle);
    }
    Tensor level = low.plus(high).times(0.5).plus(bias).tanh();
    return y.minus(direction().times(level.unsqueeze(-1)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor level = x.times(w).sum(-1).plus(bias).tanh();
    return slope().times(level.square().unaryMinus().plus(1)).plus(1).abs().log();
  }

  /** û. */
  private Tensor direction() {
    Tensor product = u.times(w).sum(-1);
    Tensor missing = slope().minus(product).div(w.square().sum(-1));
    return u.plus(w.times(missing.unsqueeze(-1)));
  }

  /** w·û. */
  private Tensor slope() {
    return u.times(w).sum(-1).softplus().minus(1);
  }
}
