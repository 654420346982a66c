package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogBetaInverse;
import dev.merapi.tensor.internal.op.LogBetaPower;

/**
 * F with df1 and df2 degrees of freedom, the distribution of (x/df1) / (y/df2) for independent χ²
 * of these: p(x) = rᵃ xᵃ⁻¹ (1 + r x)^(−a−b) / B(a, b) with a = df1/2, b = df2/2, r = df1/df2, for x
 * &gt; 0. Parameters broadcast to B; events are numbers. The mean needs df2 &gt; 2, the variance
 * df2 &gt; 4; else they are NaN.
 */
public record FisherSnedecor(Tensor df1, Tensor df2, Shape batchShape) implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public FisherSnedecor {
    parameters(df1, df2).check(batchShape);
  }

  /** F with df1 and df2 degrees of freedom. */
  @Factory("fisherSnedecor")
  public static FisherSnedecor of(Tensor df1, Tensor df2) {
    return new FisherSnedecor(df1, df2, parameters(df1, df2).shape());
  }

  private static Parameters parameters(Tensor df1, Tensor df2) {
    return Parameters.of("FisherSnedecor").positive("df1", df1).positive("df2", df2);
  }

  @Override
  public Parameters parameters() {
    return parameters(df1, df2);
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegative();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    Tensor a = df1.times(0.5);
    Tensor b = df2.times(0.5);
    Tensor logA = Terms.logGammaDraw(key.fold(1), a, shape).minus(a.log());
    Tensor logB = Terms.logGammaDraw(key.fold(2), b, shape).minus(b.log());
    return Terms.finite(logA.minus(logB).exp());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor zero = value.eq(0);
    Tensor log = Tensor.where(zero, Tensor.scalar(1), value).log();
    return Tensor.where(zero, atZero(), logAt(log));
  }

  /** By the logit of a number of a Beta distribution, ln(df1 · value/df2). */
  private Tensor logAt(Tensor log) {
    Tensor logit = log.plus(df1.log().minus(df2.log()));
    return new LogBetaPower().on(df1.times(0.5), df2.times(0.5), logit).minus(log);
  }

  /** 1 for two degrees of freedom. */
  private Tensor atZero() {
    Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
    Tensor other = Tensor.where(df1.lt(2), infinite, infinite.unaryMinus());
    return Tensor.where(df1.eq(2), Tensor.scalar(0), other);
  }

  @Override
  public Tensor logDensity(Interior value) {
    if (value.isPlain()) {
      return logDensity(value.value());
    }
    return logAt(value.logAbove(Tensor.scalar(0)));
  }

  @Override
  public FisherSnedecor expand(Shape batchShape) {
    return Parameters.checked(() -> new FisherSnedecor(df1, df2, batchShape));
  }

  @Override
  public Tensor mean() {
    Tensor finite = df2.gt(2);
    Tensor d = Tensor.where(finite, df2, Tensor.scalar(3));
    return Tensor.where(finite, d.div(d.minus(2)), Tensor.scalar(Double.NaN)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor finite = df2.gt(4);
    Tensor d = Tensor.where(finite, df2, Tensor.scalar(5));
    Tensor mean = d.div(d.minus(2));
    Tensor factor = df1.plus(d).minus(2).times(2).div(df1.times(d.minus(4)));
    Tensor variance = mean.square().times(factor);
    return Tensor.where(finite, variance, Tensor.scalar(Double.NaN)).expand(batchShape);
  }

  @Override
  public Tensor mode() {
    Tensor left = df1.minus(2).maximum(Tensor.scalar(0)).div(df1);
    return left.times(df2.div(df2.plus(2))).expand(batchShape);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return new LogBetaI().on(df1.times(0.5), df2.times(0.5), logit(value));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return new LogBetaI().on(df2.times(0.5), df1.times(0.5), logit(value).unaryMinus());
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return at(new LogBetaInverse().on(df1.times(0.5), df2.times(0.5), log));
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return at(new LogBetaInverse().on(df2.times(0.5), df1.times(0.5), log).unaryMinus());
  }

  /** ln(df1 · value/df2), the logit of a number of a Beta distribution. */
  private Tensor logit(Tensor value) {
    return value.maximum(Tensor.scalar(0)).log().plus(df1.log().minus(df2.log()));
  }

  private Tensor at(Tensor logit) {
    return logit.plus(df2.log().minus(df1.log())).exp();
  }
}
