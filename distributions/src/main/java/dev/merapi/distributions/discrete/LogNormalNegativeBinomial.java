package dev.merapi.distributions.discrete;

import dev.merapi.distributions.combinator.MixtureSameFamily;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A negative binomial whose mean is multiplied by log-normal noise: logits + s z for z standard
 * normal, summed over the eight points zᵢ and weights wᵢ of Gauss and Hermite's rule, P(k) = Σᵢ wᵢ
 * NB(k; r = totalCount, logits + s zᵢ) for k = 0, 1, 2, …. Draws are those of this sum, so that
 * they and the density belong together. Parameters broadcast to B; events are numbers.
 *
 * <p>Source of the rule: Abramowitz and Stegun, 25.4.46 and table 25.10, for the weight e^(−z²/2).
 */
public record LogNormalNegativeBinomial(
    Tensor totalCount, Tensor logits, Tensor noiseScale, Shape batchShape) implements Univariate {
  private static final Tensor NODES =
      Tensor.of(
          -4.1445471861258945,
          -2.8024858612875415,
          -1.6365190424351079,
          -0.5390798113513751,
          0.5390798113513751,
          1.6365190424351079,
          2.8024858612875415,
          4.1445471861258945);
  private static final Tensor WEIGHTS =
      Tensor.of(
          1.126145383753678e-4,
          9.635220120788266e-3,
          1.172399076617590e-1,
          3.730122576790775e-1,
          3.730122576790775e-1,
          1.172399076617590e-1,
          9.635220120788266e-3,
          1.126145383753678e-4);

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
  public Constraint support() {
    return Constraints.count();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return mixture().sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return mixture().logDensity(value);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return mixture().logCdf(value);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return mixture().logSurvival(value);
  }

  @Override
  public LogNormalNegativeBinomial expand(Shape batchShape) {
    return Parameters.checked(
        () -> new LogNormalNegativeBinomial(totalCount, logits, noiseScale, batchShape));
  }

  @Override
  public Tensor mean() {
    return mixture().mean();
  }

  @Override
  public Tensor variance() {
    return mixture().variance();
  }

  private Distribution mixture() {
    Tensor each = logits.unsqueeze(-1).plus(noiseScale.unsqueeze(-1).times(NODES));
    NegativeBinomial members = NegativeBinomial.ofLogits(totalCount.unsqueeze(-1), each);
    return MixtureSameFamily.ofProbs(WEIGHTS, members).expand(batchShape);
  }
}
