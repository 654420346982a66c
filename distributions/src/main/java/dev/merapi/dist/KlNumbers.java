package dev.merapi.dist;

import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * Divergences between laws of numbers.
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
          case Kl.Pair(Exponential a, Gamma b) ->
              gamma(new Gamma(Tensor.scalar(1), a.rate(), a.batchShape()), b);
          case Kl.Pair(Gamma a, Exponential b) ->
              gamma(a, new Gamma(Tensor.scalar(1), b.rate(), b.batchShape()));
          case Kl.Pair(Gamma a, Gamma b) -> gamma(a, b);
          case Kl.Pair(InverseGamma a, InverseGamma b) ->
              gamma(
                  new Gamma(a.concentration(), a.rate(), a.batchShape()),
                  new Gamma(b.concentration(), b.rate(), b.batchShape()));
          case Kl.Pair(Beta a, Beta b) -> beta(a, b);
          case Kl.Pair(Pareto a, Pareto b) -> pareto(a, b);
          case Kl.Pair(Uniform a, Uniform b) -> uniform(a, b);
          case Kl.Pair(Weibull a, Gamma b) -> weibull(a, b);
          case Kl.Pair(ContinuousBernoulli a, ContinuousBernoulli b) ->
              crossing(a, b.logDensity(a.mean()));
          case Kl.Pair(Uniform a, Normal b) -> crossing(a, secondMoment(a, b));
          case Kl.Pair(Laplace a, Normal b) -> crossing(a, secondMoment(a, b));
          case Kl.Pair(Gumbel a, Normal b) -> crossing(a, secondMoment(a, b));
          case Kl.Pair(Exponential a, Normal b) -> crossing(a, secondMoment(a, b));
          case Kl.Pair(Gamma a, Normal b) -> crossing(a, secondMoment(a, b));
          case Kl.Pair(Beta a, Normal b) -> crossing(a, secondMoment(a, b));
          default -> null;
        });
  }

  /** −H(p) − E_p ln q. */
  private static Tensor crossing(Distribution p, Tensor expectedLog) {
    return p.entropy().plus(expectedLog).unaryMinus();
  }

  /** E ln q(x) for normal q: the density at the mean, minus the variance over twice that of q. */
  private static Tensor secondMoment(Distribution p, Normal q) {
    Tensor spread = p.variance().div(q.scale().square()).times(0.5);
    return q.logDensity(p.mean()).minus(spread);
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

  private static Tensor pareto(Pareto p, Pareto q) {
    Tensor ratio = q.alpha().div(p.alpha());
    Tensor scales = q.alpha().times(p.scale().log().minus(q.scale().log()));
    Tensor kl = scales.minus(ratio.log()).plus(ratio).minus(1);
    return orInfinite(p.scale().ge(q.scale()), kl);
  }

  private static Tensor uniform(Uniform p, Uniform q) {
    Tensor inside = p.low().ge(q.low()).and(p.high().le(q.high()));
    return orInfinite(inside, q.high().minus(q.low()).log().minus(p.high().minus(p.low()).log()));
  }

  /** E ln x = ln λ − γ/k for the Weibull law, and its mean, go into the gamma density. */
  private static Tensor weibull(Weibull p, Gamma q) {
    Tensor log = p.scale().log().minus(Tensor.scalar(Constants.EULER_GAMMA).div(p.concentration()));
    Tensor a = q.concentration();
    Tensor constant = a.times(q.rate().log()).minus(a.lgamma());
    Tensor expected = a.minus(1).times(log).minus(q.rate().times(p.mean())).plus(constant);
    return crossing(p, expected);
  }

  static Tensor orInfinite(Tensor inside, Tensor kl) {
    return Tensor.where(inside, kl, Tensor.scalar(Double.POSITIVE_INFINITY));
  }
}
