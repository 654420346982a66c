package dev.merapi.distributions.divergence;

import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.Kumaraswamy;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.TanhSinh;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Expected values, under distributions of numbers, of the functions that log-densities are made of;
 * null where no closed form is known here.
 */
final class Expected {
  private static final Tensor ZERO = Tensor.scalar(0);
  private static final Tensor INFINITE = Tensor.scalar(Double.POSITIVE_INFINITY);

  private Expected() {}

  /** What a distribution says of itself, or null. */
  static @Nullable Tensor known(Supplier<Tensor> quantity) {
    try {
      return quantity.get();
    } catch (NoClosedFormException _) {
      return null;
    }
  }

  /** E ln x. */
  static @Nullable Tensor log(Distribution p) {
    return switch (p) {
      case Gamma(Tensor a, Tensor rate, _) -> a.digamma().minus(rate.log());
      case Exponential(Tensor rate, _) -> rate.log().plus(Constants.EULER_GAMMA).unaryMinus();
      case InverseGamma(Tensor a, Tensor rate, _) -> rate.log().minus(a.digamma());
      case Weibull(Tensor scale, Tensor k, _) ->
          scale.log().minus(k.reciprocal().times(Constants.EULER_GAMMA));
      case LogNormal(Tensor loc, _, _) -> loc;
      case Pareto(Tensor scale, Tensor alpha, _) -> scale.log().plus(alpha.reciprocal());
      case Beta(Tensor a, Tensor b, _) -> a.digamma().minus(a.plus(b).digamma());
      case Kumaraswamy(Tensor a, Tensor b, _) ->
          b.plus(1).digamma().plus(Constants.EULER_GAMMA).div(a).unaryMinus();
      case Uniform(Tensor low, Tensor high, _) -> uniformLog(low, high);
      default -> null;
    };
  }

  /** E ln(1 − x). */
  static @Nullable Tensor logRest(Distribution p) {
    return switch (p) {
      case Beta(Tensor a, Tensor b, _) -> b.digamma().minus(a.plus(b).digamma());
      case Uniform(Tensor low, Tensor high, _) ->
          uniformLog(high.unaryMinus().plus(1), low.unaryMinus().plus(1));
      case Kumaraswamy kumaraswamy -> TanhSinh.mean(u -> kumaraswamyLogRest(kumaraswamy, u));
      default -> null;
    };
  }

  /**
   * ln(1 − x) at the upper tail probability v of x = (1 − v^(1/b))^(1/a), given ln v; for l = ln v
   * / b too far below 0 for e^l it is l − ln a.
   */
  private static Tensor kumaraswamyLogRest(Kumaraswamy kumaraswamy, Tensor logV) {
    Tensor a = kumaraswamy.concentration1().unsqueeze(-1);
    Tensor l = logV.div(kumaraswamy.concentration0().unsqueeze(-1));
    Tensor far = l.lt(-500);
    Tensor power = Terms.log1mExp(Tensor.where(far, Tensor.scalar(-1), l));
    return Tensor.where(far, l.minus(a.log()), Terms.log1mExp(power.div(a)));
  }

  private static Tensor uniformLog(Tensor low, Tensor high) {
    Tensor top = high.xlogy(high).minus(low.xlogy(low));
    return top.div(high.minus(low)).minus(1);
  }

  /** E xᵏ. */
  static @Nullable Tensor power(Distribution p, Tensor k) {
    return switch (p) {
      case Gamma(Tensor a, Tensor rate, _) -> gammaPower(a, k).times(rate.pow(k.unaryMinus()));
      case Exponential(Tensor rate, _) ->
          gammaPower(Tensor.scalar(1), k).times(rate.pow(k.unaryMinus()));
      case InverseGamma(Tensor a, Tensor rate, _) ->
          gammaPower(a, k.unaryMinus()).times(rate.pow(k));
      case Weibull(Tensor scale, Tensor c, _) ->
          gammaPower(Tensor.scalar(1), k.div(c)).times(scale.pow(k));
      case LogNormal(Tensor loc, Tensor scale, _) ->
          loc.times(k).plus(scale.times(k).square().times(0.5)).exp();
      case Pareto(Tensor scale, Tensor alpha, _) -> {
        Tensor moment = alpha.times(scale.pow(k)).div(alpha.minus(k));
        yield Tensor.where(alpha.gt(k), moment, INFINITE);
      }
      default -> null;
    };
  }

  /** Γ(a + k)/Γ(a), ∞ for a + k ≤ 0. */
  private static Tensor gammaPower(Tensor a, Tensor k) {
    Tensor sum = a.plus(k);
    Tensor inside = sum.gt(0);
    Tensor safe = Tensor.where(inside, sum, Tensor.scalar(1));
    return Tensor.where(inside, safe.lgamma().minus(a.lgamma()).exp(), INFINITE);
  }

  /** E e^(−t x) for t &gt; 0. */
  static @Nullable Tensor decay(Distribution p, Tensor t) {
    return switch (p) {
      case Normal(Tensor loc, Tensor scale, _) ->
          scale.times(t).square().times(0.5).minus(loc.times(t)).exp();
      case Gamma(Tensor a, Tensor rate, _) -> a.times(t.div(rate).log1p()).unaryMinus().exp();
      case Exponential(Tensor rate, _) -> rate.div(rate.plus(t));
      case Laplace(Tensor loc, Tensor scale, _) -> {
        Tensor product = scale.times(t);
        Tensor value = loc.times(t).unaryMinus().exp().div(product.square().unaryMinus().plus(1));
        yield Tensor.where(product.lt(1), value, INFINITE);
      }
      case Uniform(Tensor low, Tensor high, _) -> {
        Tensor width = high.minus(low).times(t);
        yield low.times(t)
            .unaryMinus()
            .exp()
            .times(width.unaryMinus().expm1())
            .div(width)
            .unaryMinus();
      }
      default -> null;
    };
  }

  /** E |x − from|. */
  static @Nullable Tensor distance(Distribution p, Tensor from) {
    return switch (p) {
      case Normal(Tensor loc, Tensor scale, _) -> {
        Tensor z = loc.minus(from).div(scale);
        Tensor peak = z.square().times(-0.5).exp().times(Math.sqrt(2 / Math.PI));
        yield scale.times(peak.plus(z.times(z.times(Math.sqrt(0.5)).erf())));
      }
      case Uniform(Tensor low, Tensor high, _) -> {
        Tensor top = high.minus(from);
        Tensor end = low.minus(from);
        Tensor area = top.times(top.abs()).minus(end.times(end.abs()));
        yield area.div(high.minus(low).times(2));
      }
      case Exponential(Tensor rate, _) -> {
        Tensor inside = from.maximum(ZERO).times(rate);
        Tensor mean = inside.unaryMinus().exp().times(2).minus(1).plus(inside).div(rate);
        yield mean.plus(from.unaryMinus().maximum(ZERO));
      }
      default -> null;
    };
  }
}
