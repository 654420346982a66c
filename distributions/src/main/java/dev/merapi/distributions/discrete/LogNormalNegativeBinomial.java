package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LogIntegral;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A negative binomial with normal noise on its log-odds: P(k) = ∫ N(z; 0, 1) NB(k; r = totalCount,
 * logits + noiseScale · z) dz for k = 0, 1, 2, …. Parameters broadcast to B; events are numbers.
 */
public record LogNormalNegativeBinomial(
    Tensor totalCount, Tensor logits, Tensor noiseScale, Shape batchShape) implements Univariate {
  private static final int POINTS = 49;
  private static final double STEP = 0.5;
  private static final int NEWTON = 8;
  private static final Tensor GRID = Tensor.linspace(-12, 12, POINTS);

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LogNormalNegativeBinomial {
    parameters(totalCount, logits, noiseScale).check(batchShape);
  }

  /** Negative binomial with normal noise of deviation {@code noiseScale} on its log-odds. */
  @Factory("logNormalNegativeBinomial")
  public static LogNormalNegativeBinomial of(Tensor totalCount, Tensor logits, Tensor noiseScale) {
    return new LogNormalNegativeBinomial(
        totalCount, logits, noiseScale, parameters(totalCount, logits, noiseScale).shape());
  }

  private static Parameters parameters(Tensor totalCount, Tensor logits, Tensor noiseScale) {
    return Parameters.of("LogNormalNegativeBinomial")
        .positive("totalCount", totalCount)
        .real("logits", logits)
        .positive("noiseScale", noiseScale);
  }

  @Override
  public Parameters parameters() {
    return parameters(totalCount, logits, noiseScale);
  }

  @Override
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor noise = Noise.normal(key.fold("noise"), shape(sampleShape));
    Tensor each = logits.plus(noiseScale.times(noise));
    return NegativeBinomial.ofLogits(totalCount, each).sample(key.fold("count"));
  }

  /**
   * ∫ N(e; 0, 1) NegativeBinomial(k; logits + noiseScale · e) de by the trapezoidal rule with
   * {@value #POINTS} points around the greatest value of the integrand, in units of its width
   * there: the integrand is log-concave in e, and the error of the rule for a normal one is below
   * 1e-30.
   */
  @Override
  public Tensor logDensity(Tensor value) {
    Tensor zero = Tensor.zeros(Shape.broadcast(value.shape(), batchShape));
    Tensor k = value.plus(zero).unsqueeze(-1);
    Tensor r = totalCount.plus(zero).unsqueeze(-1);
    Tensor s = noiseScale.plus(zero).unsqueeze(-1);
    Tensor l = logits.plus(zero).unsqueeze(-1);
    Tensor mode = mode(k, r, s, l);
    Tensor p = l.plus(s.times(mode)).sigmoid();
    Tensor width =
        Terms.detached(s.square().times(k.plus(r)).times(p.minus(p.square())).plus(1).sqrt());
    Tensor e = mode.plus(GRID.div(width));
    Tensor members = NegativeBinomial.ofLogits(r, l.plus(s.times(e))).logDensity(k);
    Tensor normal = e.square().times(-0.5).minus(Constants.HALF_LOG_TWO_PI);
    Tensor step = width.reciprocal().times(STEP).log().squeeze(-1);
    return members.plus(normal).logSumExp(-1).plus(step);
  }

  /**
   * Where −e²/2 + k ln p + r ln(1 − p) is greatest, by Newton's method from what the count says.
   */
  private static Tensor mode(Tensor k, Tensor r, Tensor s, Tensor l) {
    Tensor said = k.plus(0.5).log().minus(r.plus(0.5).log()).minus(l).div(s);
    Tensor strength = s.square().times(k.plus(0.5).times(r).div(k.plus(r)));
    Tensor e = said.times(strength.div(strength.plus(1)));
    for (int i = 0; i < NEWTON; i++) {
      Tensor p = l.plus(s.times(e)).sigmoid();
      Tensor slope = s.times(k.minus(k.plus(r).times(p))).minus(e);
      Tensor bend = s.square().times(k.plus(r)).times(p.minus(p.square())).plus(1);
      e = e.plus(slope.div(bend).clamp(-2, 2));
    }
    return Terms.detached(e);
  }

  @Override
  public LogNormalNegativeBinomial expand(Shape batchShape) {
    return Parameters.checked(
        () -> new LogNormalNegativeBinomial(totalCount, logits, noiseScale, batchShape));
  }

  @Override
  public Tensor mean() {
    return totalCount.times(odds(1)).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor first = odds(1);
    Tensor own = totalCount.times(first.plus(odds(2)));
    Tensor spread = totalCount.times(first).square().times(noiseScale.square().expm1());
    return own.plus(spread).expand(batchShape);
  }

  /** E (p/(1 − p))ⁿ. */
  private Tensor odds(int n) {
    return logits.times(n).plus(noiseScale.square().times(0.5 * n * n)).exp();
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return Terms.countTail(value, true, k -> averaged(k, NegativeBinomial::logCdf));
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return Terms.countTail(value, false, k -> averaged(k, NegativeBinomial::logSurvival));
  }

  /** A tail averaged over the noise, on either side of where the count would put it. */
  private Tensor averaged(Tensor value, BinaryTail tail) {
    Tensor zero = Tensor.zeros(Shape.broadcast(value.shape(), batchShape));
    Tensor k = value.clamp(0, 0x1p53);
    Tensor middle = mode(k, totalCount, noiseScale, logits).plus(zero);
    Tensor forever = Tensor.full(zero.shape(), Double.POSITIVE_INFINITY);
    LogIntegral up = LogIntegral.of(s -> weight(value, middle.plus(s), tail), forever);
    LogIntegral down = LogIntegral.of(s -> weight(value, middle.minus(s), tail), forever);
    return Terms.logAddExp(up.log(), down.log()).minimum(Tensor.scalar(0));
  }

  private interface BinaryTail {
    Tensor of(NegativeBinomial members, Tensor value);
  }

  private Tensor weight(Tensor value, Tensor noise, BinaryTail tail) {
    Tensor each = logits.plus(noiseScale.times(noise));
    Tensor normal = noise.square().times(-0.5).minus(Constants.HALF_LOG_TWO_PI);
    return normal.plus(tail.of(NegativeBinomial.ofLogits(totalCount, each), value));
  }
}
