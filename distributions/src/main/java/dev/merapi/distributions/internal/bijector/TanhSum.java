package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * y = g x + (1 − g)(shift + Σₖ e^(logOuterₖ) tanh(e^(logInnerₖ) x + offsetₖ)) with g =
 * sigmoid(gate): a network of one number with positive weights, and a share of the number itself,
 * without which its range would be bounded. Arrays over units are [.., K]; shift and gate are [..].
 *
 * <p>The inverse lies where the network is between its bounds, shift ± Σ e^logOuter, and is found
 * to the last digits. Source: De Cao, Titov and Aziz, "Block neural autoregressive flow" (2019),
 * section 3.3.
 */
record TanhSum(Tensor logInner, Tensor offsets, Tensor logOuter, Tensor shift, Tensor gate)
    implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor network = logOuter.exp().times(units(x).tanh()).sum(-1).plus(shift);
    return kept().times(x).plus(rest().times(network));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor centre = y.minus(rest().times(shift)).div(kept());
    Tensor reach = rest().times(logOuter.exp().sum(-1)).div(kept());
    return Root.of(this::forward, this::logSlope, y, centre.minus(reach), centre.plus(reach));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logSlope(x);
  }

  private Tensor logSlope(Tensor x) {
    Tensor fall = units(x).tanh().square().unaryMinus().plus(1);
    Tensor slope = logInner.plus(logOuter).exp().times(fall).sum(-1);
    return kept().plus(rest().times(slope)).log();
  }

  private Tensor units(Tensor x) {
    return logInner.exp().times(x.unsqueeze(-1)).plus(offsets);
  }

  private Tensor kept() {
    return gate.sigmoid();
  }

  private Tensor rest() {
    return gate.unaryMinus().sigmoid();
  }
}
