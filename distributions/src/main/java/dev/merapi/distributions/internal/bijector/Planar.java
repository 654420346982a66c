package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = x + û tanh(w·x + bias) on vectors, with û = u + (softplus(w·u) − 1 − w·u) w / |w|², so that
 * w·û &gt; −1 and the map has an inverse; u and w have shape [n], the bias []. ln |det| = ln(1 +
 * w·û (1 − tanh²)).
 *
 * <p>The inverse solves a + w·û tanh(a + bias) = w·y for a = w·x to the last digits. Source:
 * Rezende and Mohamed, "Variational inference with normalizing flows" (2015), section 4.1 and
 * appendix A.1.
 */
public record Planar(Tensor u, Tensor w, Tensor bias) implements Bijector {
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
    Tensor projection =
        Root.of(
            a -> a.plus(slope.times(a.plus(bias).tanh())),
            a -> logSlope(a.plus(bias).tanh()),
            target,
            target.minus(slope.abs()),
            target.plus(slope.abs()));
    Tensor level = projection.plus(bias).tanh();
    return y.minus(direction().times(level.unsqueeze(-1)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logSlope(x.times(w).sum(-1).plus(bias).tanh());
  }

  private Tensor logSlope(Tensor level) {
    return slope().times(level.square().unaryMinus().plus(1)).log1p();
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
