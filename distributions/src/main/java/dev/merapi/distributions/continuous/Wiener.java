package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LogIntegral;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.PassageDraw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The drift-diffusion model of decisions: evidence that starts at {@code bias} w · a between 0 and
 * {@code boundary} a moves with {@code drift} v and unit noise until it is at an end. A value is
 * the time of the decision, {@code delay} τ included: positive if the upper end was met, and minus
 * the time if the lower one was. So the distribution is whole: both ends together have probability
 * 1.
 *
 * <p>p(−t) = e^(−v a w − v² s/2) g(s/a²; w)/a² with s = t − τ &gt; 0, and p(t) the same with −v and
 * 1 − w. For short times g(u; w) = (2π u³)^(−½) Σₖ (w + 2k) e^(−(w + 2k)²/2u), k = −4, …, 4, for
 * long ones π Σₖ k e^(−k² π² u/2) sin(kπw), k = 1, …, 8; both are good to 1e-14 where they meet.
 * Parameters broadcast to B; events are numbers.
 *
 * <p>Source: Navarro and Fuss, "Fast and accurate calculations for first-passage times in Wiener
 * diffusion models" (2009), equations 1, 5 and 6.
 */
public record Wiener(Tensor boundary, Tensor delay, Tensor bias, Tensor drift, Shape batchShape)
    implements Univariate {
  private static final double SHORT = 0.4;

  /** Times are held in between, where nothing overflows. */
  private static final double LEAST = 1e-300;

  private static final double MOST = 1e300;

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Wiener {
    parameters(boundary, delay, bias, drift).check(batchShape);
  }

  /** The time of a decision, with the sign of the end that was met first. */
  @Factory("wiener")
  public static Wiener of(Tensor boundary, Tensor delay, Tensor bias, Tensor drift) {
    return new Wiener(
        boundary, delay, bias, drift, parameters(boundary, delay, bias, drift).shape());
  }

  private static Parameters parameters(Tensor boundary, Tensor delay, Tensor bias, Tensor drift) {
    return Parameters.of("Wiener")
        .positive("boundary", boundary)
        .with("delay", delay, Constraints.nonnegative())
        .with("bias", bias, Constraints.openInterval(0, 1))
        .real("drift", drift);
  }

  @Override
  public Parameters parameters() {
    return parameters(boundary, delay, bias, drift);
  }

  @Override
  public Constraint support() {
    return new Either(Constraints.lessThan(delay.unaryMinus()), Constraints.greaterThan(delay));
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor noise = Noise.uniform(key, shape(sampleShape));
    Tensor time = new PassageDraw().on(drift.times(boundary), bias, noise);
    Tensor scaled = time.times(boundary).times(boundary);
    return Terms.detached(Terms.beyond(delay, scaled.abs()).times(time.sign()));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor upper = value.gt(0);
    Tensor w = Tensor.where(upper, bias.unaryMinus().plus(1), bias);
    Tensor v = Tensor.where(upper, drift.unaryMinus(), drift);
    Tensor s = value.abs().minus(delay);
    Tensor tilt = v.times(boundary).times(w).plus(v.square().times(s).times(0.5));
    Tensor u = s.div(boundary).div(boundary).clamp(LEAST, MOST);
    return logPassage(u, w).minus(tilt).minus(boundary.log().times(2));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return met(value, false);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return met(value, true);
  }

  /**
   * What lies above, or not above, a value: late decisions at its end, or early ones and others.
   */
  private Tensor met(Tensor value, boolean above) {
    Tensor full = value.expand(Shape.broadcast(value.shape(), batchShape));
    Tensor upper = full.gt(0);
    Tensor least = delay.plus(Tensor.zeros(full.shape()));
    Tensor time = full.abs().minimum(Tensor.scalar(MOST)).maximum(least);
    Tensor sign = Tensor.where(upper, Tensor.scalar(1), Tensor.scalar(-1));
    Tensor forever = Tensor.full(full.shape(), Double.POSITIVE_INFINITY);
    Tensor late = LogIntegral.of(s -> logDensity(sign.times(time.plus(s))), forever).log();
    Tensor none = time.eq(least);
    Tensor width = Tensor.where(none, Tensor.scalar(1), time.minus(least));
    Tensor until = Tensor.where(none, least.plus(1), time);
    Tensor within = LogIntegral.of(s -> logDensity(sign.times(until.minus(s))), width).log();
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    Tensor early = Tensor.where(none, never, within);
    Tensor other = Tensor.where(upper, logLower(), logUpper());
    Tensor half = Tensor.scalar(-Math.log(2));
    Tensor left = Terms.log1mExp(late.minimum(half));
    Tensor sum = Terms.logAddExp(early, other).minimum(Tensor.scalar(0));
    Tensor rest = Tensor.where(late.lt(half), left, sum);
    Tensor outer = Tensor.where(full.abs().eq(Double.POSITIVE_INFINITY), never, late);
    Tensor own = above ? upper : upper.not();
    Tensor infinite = full.abs().eq(Double.POSITIVE_INFINITY);
    Tensor others = Tensor.where(infinite, Tensor.scalar(0), rest);
    return Tensor.where(own, outer.minimum(Tensor.scalar(0)), others);
  }

  /** ln of the probability of the upper end, (1 − e^(−2vaw)) / (1 − e^(−2va)). */
  private Tensor logUpper() {
    return logEnd(drift, bias);
  }

  private Tensor logLower() {
    return logEnd(drift.unaryMinus(), bias.unaryMinus().plus(1));
  }

  private Tensor logEnd(Tensor v, Tensor w) {
    return Terms.logExponentialShare(v.times(boundary).times(-2), w, Tensor.scalar(1));
  }

  @Override
  public Tensor mean() {
    return moment(1, 1).minus(moment(-1, 1)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor mean = moment(1, 1).minus(moment(-1, 1));
    Tensor square = moment(1, 2).plus(moment(-1, 2));
    Tensor infinite = square.eq(Double.POSITIVE_INFINITY);
    Tensor known = Tensor.where(infinite, Tensor.scalar(0), mean).square();
    return square.minus(known).expand(batchShape);
  }

  /** ∫ tⁿ p(± t) dt. */
  private Tensor moment(int sign, int n) {
    Tensor forever = Tensor.full(batchShape, Double.POSITIVE_INFINITY);
    return LogIntegral.of(
            s -> {
              Tensor t = delay.plus(s);
              return logDensity(t.times(sign)).plus(t.log().times(n));
            },
            forever)
        .log()
        .exp();
  }

  /** ln g(u; w). */
  private static Tensor logPassage(Tensor u, Tensor w) {
    Tensor brief = u.lt(SHORT);
    Tensor middle = Tensor.scalar(SHORT);
    Tensor early = early(Tensor.where(brief, u, middle), w);
    return Tensor.where(brief, early, late(Tensor.where(brief, middle, u), w));
  }

  /** The term of k = 0 is taken out of the sum. */
  private static Tensor early(Tensor u, Tensor w) {
    Tensor k = Tensor.arange(9).minus(4);
    Tensor from = w.unsqueeze(-1).plus(k);
    Tensor exponent = k.times(from).times(-2).div(u.unsqueeze(-1));
    Tensor sum = from.plus(k).times(exponent.exp()).sum(-1);
    Tensor first = w.square().div(u).times(0.5).plus(u.log().times(1.5));
    return sum.log().minus(first).minus(Constants.HALF_LOG_TWO_PI);
  }

  /** The decay of k = 1 is taken out of the sum. */
  private static Tensor late(Tensor u, Tensor w) {
    Tensor k = Tensor.arange(8).plus(1);
    double half = Math.PI * Math.PI / 2;
    Tensor decay = k.square().minus(1).times(u.unsqueeze(-1)).times(-half).exp();
    Tensor sum = k.times(decay).times(k.times(w.unsqueeze(-1)).times(Math.PI).sin()).sum(-1);
    return sum.log().minus(u.times(half)).plus(Constants.LOG_PI);
  }

  @Override
  public Wiener expand(Shape batchShape) {
    return Parameters.checked(() -> new Wiener(boundary, delay, bias, drift, batchShape));
  }
}
