package dev.merapi.distributions.divergence;

import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Rayleigh;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * Divergences within families of distributions of numbers, for values that both allow.
 *
 * <p>Source: Gil, Alajaji and Linder, "Rényi divergence measures for commonly used univariate
 * continuous distributions", Information Sciences 249 (2013), table 3; the others follow from the
 * first moments of p.
 */
final class KlNumbers {
  private KlNumbers() {}

  static Optional<Tensor> of(Distribution p, Distribution q) {
    return Optional.ofNullable(
        switch (new Kl.Pair(p, q)) {
          case Kl.Pair(Normal a, Normal b) -> normal(a, b);
          case Kl.Pair(LogNormal a, LogNormal b) ->
              normal(
                  new Normal(a.loc(), a.scale(), a.batchShape()),
                  new Normal(b.loc(), b.scale(), b.batchShape()));
          case Kl.Pair(HalfNormal a, HalfNormal b) -> {
            Tensor ratio = a.scale().div(b.scale());
            yield ratio.square().minus(1).times(0.5).minus(ratio.log());
          }
          case Kl.Pair(Cauchy a, Cauchy b) -> cauchy(a, b);
          case Kl.Pair(Laplace a, Laplace b) -> laplace(a, b);
          case Kl.Pair(Gumbel a, Gumbel b) -> gumbel(a, b);
          case Kl.Pair(Exponential a, Exponential b) -> {
            Tensor ratio = b.rate().div(a.rate());
            yield ratio.minus(1).minus(ratio.log());
          }
          case Kl.Pair(Gamma a, Gamma b) -> gamma(a, b);
          case Kl.Pair(InverseGamma a, InverseGamma b) ->
              gamma(
                  new Gamma(a.concentration(), a.rate(), a.batchShape()),
                  new Gamma(b.concentration(), b.rate(), b.batchShape()));
          case Kl.Pair(Beta a, Beta b) -> beta(a, b);
          case Kl.Pair(Pareto a, Pareto b) -> {
            Tensor ratio = b.alpha().div(a.alpha());
            Tensor scales = b.alpha().times(a.scale().log().minus(b.scale().log()));
            yield scales.minus(ratio.log()).plus(ratio).minus(1);
          }
          case Kl.Pair(Rayleigh a, Rayleigh b) -> {
            Tensor ratio = a.scale().div(b.scale()).square();
            yield ratio.minus(1).minus(ratio.log());
          }
          case Kl.Pair(VonMises a, VonMises b) -> vonMises(a, b);
          default -> null;
        });
  }

  private static Tensor normal(Normal p, Normal q) {
    Tensor ratio = p.scale().div(q.scale());
    Tensor shift = p.loc().minus(q.loc()).div(q.scale());
    return ratio.square().plus(shift.square()).minus(1).times(0.5).minus(ratio.log());
  }

  /**
   * Chyzak and Nielsen, "A closed-form formula for the Kullback–Leibler divergence" (2019), theorem
   * 1.
   */
  private static Tensor cauchy(Cauchy p, Cauchy q) {
    Tensor sum = p.scale().plus(q.scale()).square();
    Tensor shift = p.loc().minus(q.loc()).square();
    return sum.plus(shift).log().minus(p.scale().times(q.scale()).times(4).log());
  }

  private static Tensor laplace(Laplace p, Laplace q) {
    Tensor ratio = p.scale().div(q.scale());
    Tensor shift = p.loc().minus(q.loc()).abs();
    Tensor near = ratio.times(shift.div(p.scale()).unaryMinus().exp());
    return near.plus(shift.div(q.scale())).minus(ratio.log()).minus(1);
  }

  /** With r = s_p/s_q and d = (m_p − m_q)/s_q: −ln r + γ(r − 1) + d − 1 + e^(−d) Γ(1 + r). */
  private static Tensor gumbel(Gumbel p, Gumbel q) {
    Tensor ratio = p.scale().div(q.scale());
    Tensor shift = p.loc().minus(q.loc()).div(q.scale());
    Tensor tail = ratio.plus(1).lgamma().minus(shift).exp();
    Tensor euler = ratio.minus(1).times(Constants.EULER_GAMMA);
    return tail.plus(euler).plus(shift).minus(1).minus(ratio.log());
  }

  private static Tensor gamma(Gamma p, Gamma q) {
    Tensor a = p.concentration();
    Tensor b = q.concentration();
    Tensor ratio = q.rate().div(p.rate());
    Tensor shape = a.minus(b).times(a.digamma()).minus(a.lgamma()).plus(b.lgamma());
    return shape.minus(b.times(ratio.log())).plus(a.times(ratio.minus(1)));
  }

  private static Tensor beta(Beta p, Beta q) {
    Tensor a = p.concentration1();
    Tensor b = p.concentration0();
    Tensor c = q.concentration1();
    Tensor d = q.concentration0();
    Tensor total = a.plus(b).minus(c).minus(d).times(a.plus(b).digamma());
    Tensor each = a.minus(c).times(a.digamma()).plus(b.minus(d).times(b.digamma()));
    return c.lbeta(d).minus(a.lbeta(b)).plus(each).minus(total);
  }

  /** With A(κ) = I₁(κ)/I₀(κ), the mean of cos(x − m_p): A(κ_p)(κ_p − κ_q cos(m_p − m_q)) + …. */
  private static Tensor vonMises(VonMises p, VonMises q) {
    Tensor scaled = Special.besselI0e(p.concentration());
    Tensor cosine = Special.besselI1e(p.concentration()).div(scaled);
    Tensor both = q.concentration().times(p.loc().minus(q.loc()).cos());
    Tensor constants =
        Special.logBesselI0(q.concentration()).minus(Special.logBesselI0(p.concentration()));
    return cosine.times(p.concentration().minus(both)).plus(constants);
  }
}
