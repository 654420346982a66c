package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = x + β (x − centre) / (α + r) on vectors, with r = |x − centre|, α = exp(logAlpha) and β =
 * softplus(rawBeta) − α &gt; −α: it moves points from or to the centre [n]. With h = 1/(α + r), ln
 * |det| = (n − 1) ln(1 + β h) + ln(1 + β h − β h² r).
 *
 * <p>The inverse is the root of a quadratic equation for r. Source: Rezende and Mohamed,
 * "Variational inference with normalizing flows" (2015), equation 14 and appendix A.2.
 */
public record Radial(Tensor centre, Tensor logAlpha, Tensor rawBeta) implements Bijector {
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
    Tensor gap = x.minus(centre);
    Tensor factor = beta().times(pull(length(gap))).plus(1);
    return centre.plus(gap.times(factor.unsqueeze(-1)));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor gap = y.minus(centre);
    Tensor moved = length(gap);
    Tensor alpha = logAlpha.exp();
    Tensor half = moved.minus(alpha.plus(beta())).times(0.5);
    Tensor r = half.plus(half.square().plus(alpha.times(moved)).sqrt());
    Tensor factor = beta().times(pull(r)).plus(1);
    return centre.plus(gap.div(factor.unsqueeze(-1)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor r = length(x.minus(centre));
    Tensor h = pull(r);
    Tensor around = beta().times(h).plus(1);
    Tensor along = around.minus(beta().times(h.square()).times(r));
    return around.log().times(x.size(-1) - 1).plus(along.log());
  }

  private Tensor pull(Tensor r) {
    return logAlpha.exp().plus(r).reciprocal();
  }

  private Tensor beta() {
    return rawBeta.softplus().minus(logAlpha.exp());
  }

  private static Tensor length(Tensor x) {
    return x.square().sum(-1).sqrt();
  }
}
