package dev.merapi.distributions.internal;

import dev.merapi.distributions.internal.special.BinomialDraw;
import dev.merapi.distributions.internal.special.GammaDraw;
import dev.merapi.distributions.internal.special.LogGammaDraw;
import dev.merapi.distributions.internal.special.PoissonDraw;
import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.NormalLogQuantile;
import java.util.function.UnaryOperator;

/** Terms that several densities share, and draws as functions of keys and tensors. */
public final class Terms {
  private Terms() {}

  /** A draw that overflowed, at the greatest number. */
  public static Tensor finite(Tensor draw) {
    return draw.clamp(-Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** A positive draw that underflowed or overflowed, at the least or greatest number. */
  public static Tensor positive(Tensor draw) {
    return draw.clamp(Double.MIN_NORMAL, Double.MAX_VALUE);
  }

  /**
   * A number that is greater than {@code low} by {@code gap} &gt; 0, also where that is rounded.
   */
  public static Tensor beyond(Tensor low, Tensor gap) {
    Tensor least = low.abs().times(0x1p-52).plus(Double.MIN_NORMAL).plus(low);
    return finite(low.plus(gap).maximum(least));
  }

  /** ln(p / (1 − p)). */
  public static Tensor logit(Tensor p) {
    return p.log().minus(p.unaryMinus().log1p());
  }

  /** factor · ln(1 − x), and 0 where the factor is 0. */
  public static Tensor xlog1m(Tensor factor, Tensor x) {
    Tensor none = factor.eq(0);
    return factor.times(Tensor.where(none, Tensor.scalar(0), x.unaryMinus()).log1p());
  }

  /** ln(eᵃ + eᵇ), where −∞ stands for nothing. */
  public static Tensor logAddExp(Tensor a, Tensor b) {
    Tensor greater = a.maximum(b);
    Tensor none = greater.eq(Double.NEGATIVE_INFINITY);
    Tensor gap = a.minus(b).abs();
    Tensor safe = Tensor.where(none.or(gap.isNan()), Tensor.scalar(0), gap);
    return greater.plus(safe.unaryMinus().exp().log1p());
  }

  /** ln(1 − eˣ) for x ≤ 0, exact near 0 and far from it. */
  public static Tensor log1mExp(Tensor x) {
    Tensor near = x.gt(-Constants.LOG_TWO);
    Tensor inside = Tensor.where(near, x, Tensor.scalar(-1)).expm1().unaryMinus().log();
    Tensor outside = Tensor.where(near, Tensor.scalar(-1), x).exp().unaryMinus().log1p();
    return Tensor.where(near, inside, outside);
  }

  /** ln of the binomial coefficient. */
  public static Tensor logChoose(Tensor n, Tensor k) {
    Tensor rest = n.minus(k);
    return n.plus(1).log().plus(k.plus(1).lbeta(rest.plus(1))).unaryMinus();
  }

  /** Draws of the gamma distribution of rate 1. */
  public static Tensor gammaDraw(Key key, Tensor concentration, Shape shape) {
    return new GammaDraw().on(perElement(concentration, shape), Noise.uniform(key, shape));
  }

  /** Logarithms of draws of the gamma distribution of rate 1. */
  public static Tensor logGammaDraw(Key key, Tensor concentration, Shape shape) {
    return new LogGammaDraw().on(perElement(concentration, shape), Noise.uniform(key, shape));
  }

  /** One parameter for all, or one for each draw: both are drawn in one run of a loop. */
  private static Tensor perElement(Tensor parameter, Shape shape) {
    return parameter.shape().count() == 1 ? parameter : parameter.expand(shape);
  }

  /** The angle in [−π, π) at the same place of the circle. */
  public static Tensor wrapped(Tensor angle) {
    Tensor turned = angle.plus(Math.PI);
    Tensor turns = turned.div(2 * Math.PI).floor();
    return turned.minus(turns.times(2 * Math.PI)).minus(Math.PI);
  }

  /** The same numbers as constants: no gradient flows through them. */
  public static Tensor detached(Tensor x) {
    return new StraightThrough().on(x, Tensor.scalar(0));
  }

  /**
   * A log density; −∞ where it is none: what lies beyond all numbers was met on the way, or a
   * factor 0 and a factor ∞.
   */
  public static Tensor orImpossible(Tensor logDensity) {
    return Tensor.where(logDensity.isNan(), Tensor.scalar(Double.NEGATIVE_INFINITY), logDensity);
  }

  /** Draws from Poisson(rate), one for each element of the shape; counts end at 2⁵³. */
  public static Tensor poissonDraw(Key key, Tensor rate, Shape shape) {
    Tensor draw = new PoissonDraw().on(rate, Noise.uniform(key, shape));
    return draw.minimum(Tensor.scalar(0x1p53));
  }

  /**
   * Poisson counts whose rate is itself computed and may be beyond the whole numbers of a double.
   */
  public static Tensor mixedPoissonDraw(Key key, Tensor rate, Shape shape) {
    return poissonDraw(key, rate.minimum(Tensor.scalar(0x1p52)), shape);
  }

  /**
   * ln(e^(s²/2 − s z) Φ(z − s)), the tail of an exponential distribution blurred by a normal one.
   * From w = z − s ≤ −30 on, where s²/2 − s z and ln Φ cancel, as −z²/2 − ln(−w √2π) + ln(1 − w⁻² +
   * 3w⁻⁴ − 15w⁻⁶ + 105w⁻⁸) (Abramowitz and Stegun 26.2.12).
   */
  public static Tensor blurredTail(Tensor z, Tensor s) {
    Tensor w = z.minus(s);
    Tensor far = w.lt(-30);
    Tensor size = Tensor.where(far, w.unaryMinus(), Tensor.scalar(30));
    Tensor q = size.square().reciprocal();
    Tensor series = q.times(q.times(q.times(q.times(105).minus(15)).plus(3)).minus(1)).log1p();
    Tensor late = series.minus(size.log()).minus(z.square().times(0.5));
    Tensor shift = Tensor.where(far, z, s);
    Tensor early = shift.square().times(0.5).minus(shift.times(z));
    Tensor near = early.plus(Tensor.where(far, Tensor.scalar(0), w).normalLogCdf());
    return Tensor.where(far, late.minus(Constants.HALF_LOG_TWO_PI), near);
  }

  /** −Σ p ln p over the last axis, where 0 ln 0 is 0. */
  public static Tensor entropy(Tensor logProbs) {
    Tensor p = logProbs.exp();
    Tensor safe = Tensor.where(p.eq(0), Tensor.scalar(0), logProbs);
    return p.times(safe).sum(-1).unaryMinus();
  }

  /** Draws from Binomial(total, p), one for each element of the shape. */
  public static Tensor binomialDraw(Key key, Tensor total, Tensor p, Shape shape) {
    return new BinomialDraw().on(total, p, Noise.uniform(key, shape));
  }

  /** ln P(|Z| ≤ z) for Z standard normal and z ≥ 0. */
  public static Tensor logFoldedCdf(Tensor z) {
    Tensor far = z.gt(1);
    Tensor tail = Tensor.where(far, z, Tensor.scalar(1)).unaryMinus().normalLogCdf();
    Tensor near = Tensor.where(far, Tensor.scalar(1), z).times(Math.sqrt(0.5)).erf().log();
    return Tensor.where(far, log1mExp(tail.plus(Constants.LOG_TWO)), near);
  }

  /** The z ≥ 0 with ln P(|Z| ≤ z) = log. */
  public static Tensor foldedQuantile(Tensor log) {
    Tensor low = log.lt(-Constants.LOG_TWO);
    Tensor tiny = log.lt(-600);
    Tensor middle = Tensor.where(low.and(tiny.not()), log, Tensor.scalar(-1));
    Tensor near = middle.exp().erfinv().times(Math.sqrt(2));
    Tensor first = log.exp().times(Math.sqrt(Math.PI / 2));
    Tensor rest = log1mExp(Tensor.where(low, Tensor.scalar(-Constants.LOG_TWO), log));
    Tensor far = foldedQuantileFromAbove(rest);
    return Tensor.where(low, Tensor.where(tiny, first, near), far);
  }

  /** The z ≥ 0 with ln P(|Z| &gt; z) = log. */
  public static Tensor foldedQuantileFromAbove(Tensor log) {
    Tensor near = log.gt(-Constants.LOG_TWO);
    Tensor rest = Tensor.where(near, log, Tensor.scalar(-1)).expm1().unaryMinus();
    Tensor small = rest.erfinv().times(Math.sqrt(2));
    Tensor far = Tensor.where(near, Tensor.scalar(-1), log).minus(Constants.LOG_TWO);
    return Tensor.where(near, small, new NormalLogQuantile().on(far).unaryMinus());
  }

  /** ln(∫₀ᵗ e^(bx) dx / ∫₀ʳ e^(bx) dx) for 0 ≤ t ≤ r. */
  public static Tensor logExponentialShare(Tensor b, Tensor t, Tensor r) {
    Tensor flat = b.times(r).abs().lt(1e-8);
    Tensor rate = Tensor.where(flat, Tensor.scalar(1), b);
    Tensor size = rate.abs().unaryMinus();
    Tensor shares = log1mExp(size.times(t)).minus(log1mExp(size.times(r)));
    Tensor rising = rate.maximum(Tensor.scalar(0)).times(t.minus(r));
    Tensor straight = t.div(r).log().plus(b.times(t.minus(r)).times(0.5));
    return Tensor.where(flat, straight, rising.plus(shares));
  }

  /** ln P(Z + E ≤ z) for Z standard normal and E exponential with the rate s. */
  public static Tensor logBlurredCdf(Tensor value, Tensor s) {
    Tensor z = value.clamp(-1e150, 1e150);
    Tensor above = logBlurredSurvival(z, s);
    Tensor high = above.lt(-Constants.LOG_TWO);
    Tensor half = Tensor.scalar(-Constants.LOG_TWO);
    Tensor from = Tensor.where(high, Tensor.scalar(-1), z);
    Tensor whole = from.normalLogCdf();
    Tensor share = blurredTail(from, s).minus(whole).minimum(Tensor.scalar(0));
    Tensor below = whole.plus(log1mExp(share));
    return Tensor.where(high, log1mExp(Tensor.where(high, above, half)), below);
  }

  /** ln P(Z + E &gt; z) for Z standard normal and E exponential with the rate s. */
  public static Tensor logBlurredSurvival(Tensor value, Tensor s) {
    Tensor z = value.clamp(-1e150, 1e150);
    return logAddExp(z.unaryMinus().normalLogCdf(), blurredTail(z, s)).minimum(Tensor.scalar(0));
  }

  /**
   * The logarithm of a tail of counts from 0 on, given as a function of the count: −∞ and 0 for
   * values below 0, the other way round at +∞.
   */
  public static Tensor countTail(Tensor value, boolean below, UnaryOperator<Tensor> tail) {
    Tensor none = value.lt(0);
    Tensor all = value.eq(Double.POSITIVE_INFINITY);
    Tensor k = Tensor.where(none.or(all), Tensor.scalar(0), value.floor());
    Tensor least = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor most = Tensor.scalar(0);
    Tensor outer = Tensor.where(none, below ? least : most, below ? most : least);
    return Tensor.where(none.or(all), outer, tail.apply(k));
  }

  /** ln(1 − exp(−eʸ)), which is y where eʸ is tiny. */
  public static Tensor logRise(Tensor y) {
    Tensor tiny = y.lt(-37);
    Tensor safe = Tensor.where(tiny, Tensor.scalar(0), y);
    return Tensor.where(tiny, y, log1mExp(safe.exp().unaryMinus()));
  }

  /** The y with ln(1 − exp(−eʸ)) = x ≤ 0. */
  public static Tensor logRiseInverse(Tensor x) {
    Tensor tiny = x.lt(-37);
    Tensor safe = Tensor.where(tiny, Tensor.scalar(-1), x);
    return Tensor.where(tiny, x, log1mExp(safe).unaryMinus().log());
  }
}
