package dev.merapi.distributions.divergence;

import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Divergences between densities of numbers of any two families, −H(p) − E_p ln q: a density q asks
 * for a few expected values, and a distribution p that knows them and its entropy makes a pair.
 * Where p gives probability to numbers outside of the support of q, the divergence is ∞.
 */
final class KlMixed {
  private KlMixed() {}

  static Optional<Tensor> of(Distribution p, Distribution q) {
    @Nullable Reach from = Reach.of(p.support());
    @Nullable Reach to = Reach.of(q.support());
    if (from == null || to == null || !Reach.isTight(p)) {
      return Optional.empty();
    }
    Tensor inside = from.within(to);
    if (inside instanceof Dense && inside.max().item() == 0) {
      return Optional.of(infinite());
    }
    return closed(p, q).map(kl -> Tensor.where(inside, kl, infinite()));
  }

  private static Tensor infinite() {
    return Tensor.scalar(Double.POSITIVE_INFINITY);
  }

  private static Optional<Tensor> closed(Distribution p, Distribution q) {
    Optional<Tensor> family = KlNumbers.of(p, q);
    return family.isPresent()
        ? family
        : Optional.ofNullable(Expected.known(p::entropy))
            .flatMap(h -> Optional.ofNullable(expected(p, q)).map(log -> h.plus(log).unaryMinus()));
  }

  /** E_p ln q. */
  private static @Nullable Tensor expected(Distribution p, Distribution q) {
    return switch (q) {
      case Normal normal -> normal(p, normal);
      case HalfNormal halfNormal -> halfNormal(p, halfNormal);
      case Laplace(Tensor loc, Tensor scale, _) -> {
        @Nullable Tensor distance = Expected.distance(p, loc);
        yield distance == null
            ? null
            : distance.div(scale).plus(scale.log().plus(Constants.LOG_TWO)).unaryMinus();
      }
      case Gumbel gumbel -> gumbel(p, gumbel);
      case Exponential(Tensor rate, _) -> {
        @Nullable Tensor mean = Expected.known(p::mean);
        yield mean == null ? null : rate.log().minus(rate.times(mean));
      }
      case Gamma gamma -> gamma(p, gamma);
      case InverseGamma(Tensor a, Tensor rate, _) -> {
        @Nullable Tensor log = Expected.log(p);
        @Nullable Tensor inverse = Expected.power(p, Tensor.scalar(-1));
        Tensor constant = a.times(rate.log()).minus(a.lgamma());
        yield log == null || inverse == null
            ? null
            : constant.minus(a.plus(1).times(log)).minus(rate.times(inverse));
      }
      case Weibull(Tensor scale, Tensor k, _) -> {
        @Nullable Tensor log = Expected.log(p);
        @Nullable Tensor power = Expected.power(p, k);
        Tensor constant = k.log().minus(k.times(scale.log()));
        yield log == null || power == null
            ? null
            : constant.plus(k.minus(1).times(log)).minus(power.div(scale.pow(k)));
      }
      case Pareto(Tensor scale, Tensor alpha, _) -> {
        @Nullable Tensor log = Expected.log(p);
        Tensor constant = alpha.log().plus(alpha.times(scale.log()));
        yield log == null ? null : constant.minus(alpha.plus(1).times(log));
      }
      case Beta(Tensor a, Tensor b, _) -> {
        @Nullable Tensor log = Expected.log(p);
        @Nullable Tensor rest = Expected.logRest(p);
        yield log == null || rest == null
            ? null
            : a.minus(1).times(log).plus(b.minus(1).times(rest)).minus(a.lbeta(b));
      }
      case Uniform(Tensor low, Tensor high, _) -> high.minus(low).log().unaryMinus();
      case ContinuousBernoulli continuousBernoulli -> {
        @Nullable Tensor mean = Expected.known(p::mean);
        yield mean == null ? null : continuousBernoulli.logDensity(mean);
      }
      default -> null;
    };
  }

  /** ln q at the mean, less the variance over twice that of q; −∞ where p has no mean. */
  private static @Nullable Tensor normal(Distribution p, Normal q) {
    @Nullable Tensor mean = Expected.known(p::mean);
    @Nullable Tensor variance = Expected.known(p::variance);
    if (mean == null || variance == null) {
      return null;
    }
    Tensor near = q.logDensity(mean).minus(variance.div(q.scale().square()).times(0.5));
    return Tensor.where(mean.isNan(), infinite().unaryMinus(), near);
  }

  private static @Nullable Tensor halfNormal(Distribution p, HalfNormal q) {
    @Nullable Tensor mean = Expected.known(p::mean);
    @Nullable Tensor variance = Expected.known(p::variance);
    if (mean == null || variance == null) {
      return null;
    }
    Tensor square = variance.plus(mean.square()).div(q.scale().square()).times(0.5);
    double constant = Constants.LOG_TWO - Constants.HALF_LOG_TWO_PI;
    return square.unaryMinus().minus(q.scale().log()).plus(constant);
  }

  /** With z = (x − m)/s: −ln s − E z − E e^(−z). */
  private static @Nullable Tensor gumbel(Distribution p, Gumbel q) {
    @Nullable Tensor mean = Expected.known(p::mean);
    @Nullable Tensor decay = Expected.decay(p, q.scale().reciprocal());
    if (mean == null || decay == null) {
      return null;
    }
    Tensor z = mean.minus(q.loc()).div(q.scale());
    Tensor tail = q.loc().div(q.scale()).exp().times(decay);
    return q.scale().log().plus(z).plus(tail).unaryMinus();
  }

  private static @Nullable Tensor gamma(Distribution p, Gamma q) {
    @Nullable Tensor log = Expected.log(p);
    @Nullable Tensor mean = Expected.known(p::mean);
    if (log == null || mean == null) {
      return null;
    }
    Tensor a = q.concentration();
    Tensor constant = a.times(q.rate().log()).minus(a.lgamma());
    return a.minus(1).times(log).minus(q.rate().times(mean)).plus(constant);
  }
}
