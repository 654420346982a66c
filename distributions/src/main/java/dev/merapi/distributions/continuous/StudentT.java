package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Special;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Log1pSquare;
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogBetaInverse;

/**
 * Student's t with {@code df} degrees of freedom, moved and scaled: p(x) ∝ (1 + z²/df)^(−(df +
 * 1)/2) with z = (x − loc)/scale; the constant is 1 / (scale √df B(½, df/2)). Parameters broadcast
 * to B; events are numbers. The mean needs df &gt; 1 (else NaN), the variance df &gt; 1 (else NaN)
 * and is infinite up to df = 2.
 */
public record StudentT(Tensor df, Tensor loc, Tensor scale, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public StudentT {
    parameters(df, loc, scale).check(batchShape);
  }

  /** Student's t with {@code df} degrees of freedom. */
  @Factory("studentT")
  public static StudentT of(Tensor df, Tensor loc, Tensor scale) {
    return new StudentT(df, loc, scale, parameters(df, loc, scale).shape());
  }

  private static Parameters parameters(Tensor df, Tensor loc, Tensor scale) {
    return Parameters.of("StudentT").positive("df", df).real("loc", loc).positive("scale", scale);
  }

  @Override
  public Parameters parameters() {
    return parameters(df, loc, scale);
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Tensor half = df.times(0.5);
    Tensor gamma = Terms.gammaDraw(key.fold("gamma"), half, shape);
    Tensor z = Noise.normal(key.fold("normal"), shape).times(half.div(gamma).sqrt());
    return Terms.finite(loc.plus(scale.times(z)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    Tensor constant =
        scale.log().plus(df.log().times(0.5)).plus(Tensor.scalar(0.5).lbeta(df.times(0.5)));
    return df.plus(1).times(-0.5).times(new Log1pSquare().on(z.div(df.sqrt()))).minus(constant);
  }

  @Override
  public StudentT expand(Shape batchShape) {
    return Parameters.checked(() -> new StudentT(df, loc, scale, batchShape));
  }

  @Override
  public Tensor mean() {
    return Tensor.where(df.gt(1), loc, Tensor.scalar(Double.NaN)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor finite = df.gt(2);
    Tensor safe = Tensor.where(finite, df, Tensor.scalar(3));
    Tensor infinite =
        Tensor.where(df.gt(1), Tensor.scalar(Double.POSITIVE_INFINITY), Tensor.scalar(Double.NaN));
    Tensor variance = scale.square().times(safe.div(safe.minus(2)));
    return Tensor.where(finite, variance, infinite).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    return loc.expand(batchShape);
  }

  @Override
  public Tensor entropy() {
    Tensor half = df.times(0.5);
    Tensor gap = half.plus(0.5).digamma().minus(half.digamma());
    Tensor constant = df.log().times(0.5).plus(Tensor.scalar(0.5).lbeta(half));
    return scale.log().plus(half.plus(0.5).times(gap)).plus(constant).expand(batchShape);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = value.minus(loc).div(scale);
    Tensor tail =
        Special.betaI(df.times(0.5), Tensor.scalar(0.5), df.div(df.plus(z.square()))).times(0.5);
    return Tensor.where(z.gt(0), tail.unaryMinus().plus(1), tail);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return below(value.minus(loc).div(scale));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return below(loc.minus(value).div(scale));
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return loc.plus(scale.times(quantile(log)));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return loc.minus(scale.times(quantile(log)));
  }

  /** With z² = df · (1 − x)/x, P(|Z| &gt; |z|) = I(df/2, ½; x). */
  private Tensor below(Tensor z) {
    Tensor centre = z.eq(0);
    Tensor size = Tensor.where(centre, Tensor.scalar(1), z.abs());
    Tensor logit = df.log().minus(size.log().times(2));
    Tensor tail = new LogBetaI().on(df.times(0.5), Tensor.scalar(0.5), logit);
    Tensor half = tail.minus(Constants.LOG_TWO);
    Tensor side = Tensor.where(z.lt(0), half, half.exp().unaryMinus().log1p());
    Tensor peak = df.log().times(0.5).plus(Tensor.scalar(0.5).lbeta(df.times(0.5))).unaryMinus();
    Tensor flat = z.times(peak.exp().times(2)).minus(Constants.LOG_TWO);
    return Tensor.where(centre, flat, side);
  }

  private Tensor quantile(Tensor log) {
    Tensor low = log.lt(-Constants.LOG_TWO);
    Tensor half = Tensor.scalar(-Constants.LOG_TWO);
    Tensor rest = Terms.log1mExp(Tensor.where(low, half, log));
    Tensor tail = Tensor.where(low, log, rest).plus(Constants.LOG_TWO);
    Tensor logit = new LogBetaInverse().on(df.times(0.5), Tensor.scalar(0.5), tail);
    Tensor z = df.log().minus(logit).times(0.5).exp();
    return Tensor.where(low, z.unaryMinus(), z);
  }
}
