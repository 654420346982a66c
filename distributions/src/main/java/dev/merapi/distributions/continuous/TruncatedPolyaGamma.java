package dev.merapi.distributions.continuous;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.special.ExitTime;
import dev.merapi.distributions.internal.special.ExitTimeQuantile;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Pólya and gamma's distribution PG(1, 0) conditioned on x &lt; {@code truncation} T: a quarter of
 * the time at which a Brownian motion leaves (−1, 1). With t = 4x, its density is 4 Σₖ (−1)ᵏ (2k +
 * 1) √(2/πt³) e^(−(2k + 1)²/2t) = 2π Σₖ (−1)ᵏ (2k + 1) e^(−(2k + 1)² π² t/8), divided by the
 * probability of x &lt; T, which is 1 − 6e-6 at the usual T = 2.5. Four terms of the first sum for
 * t &lt; 2/π, and of the second beyond, leave an error of 1e-16. Events are numbers in (0, T).
 *
 * <p>Source: Polson, Scott and Windle, "Bayesian inference for logistic models using Pólya–gamma
 * latent variables" (2013), section 4.
 */
public record TruncatedPolyaGamma(double truncation, Shape batchShape) implements Univariate {

  private static final double LEAST = 0.001;

  /** Checks the truncation. */
  public TruncatedPolyaGamma {
    var _ =
        Validation.parameter(
            "TruncatedPolyaGamma",
            "truncation",
            Tensor.scalar(truncation),
            Constraints.atLeast(LEAST));
  }

  /** Below {@code truncation}, at least {@value #LEAST}: the probability of less is under 1e-54. */
  public static TruncatedPolyaGamma of(double truncation) {
    return new TruncatedPolyaGamma(truncation, Shape.SCALAR);
  }

  /** Pólya and gamma's PG(1, 0) below 2.5. */
  @Factory("truncatedPolyaGamma")
  public static TruncatedPolyaGamma usual() {
    return of(2.5);
  }

  @Override
  public Constraint support() {
    return Constraints.openInterval(0, truncation);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    double all = ExitTime.cdf(4 * truncation);
    Tensor share = Noise.uniform(key, shape(sampleShape)).times(all);
    Tensor greatest = Tensor.scalar(Math.nextDown(truncation));
    return new ExitTimeQuantile().on(share).div(4).minimum(greatest);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor t = value.times(4);
    Tensor split = Tensor.scalar(2 / Math.PI);
    Tensor early = t.minimum(split);
    Tensor late = t.maximum(split).times(Math.PI * Math.PI / 2);
    Tensor images = alternating(early.times(2).reciprocal()).plus(Math.log(2 / Math.PI) / 2);
    Tensor waves = alternating(late.div(4)).plus(Math.log(Math.PI / 2));
    Tensor density = Tensor.where(t.lt(split), images.minus(early.log().times(1.5)), waves);
    return density.plus(Math.log(4) - Math.log(ExitTime.cdf(4 * truncation)));
  }

  /** ln Σₖ (−1)ᵏ (2k + 1) e^(−(2k + 1)² c) for k = 0, …, 3. */
  private static Tensor alternating(Tensor c) {
    Tensor rest = Tensor.scalar(0);
    for (int k = 3; k > 0; k--) {
      Tensor term = c.times(-4.0 * k * (k + 1)).exp().times(2 * k + 1);
      rest = rest.plus(term.times(k % 2 == 0 ? 1 : -1));
    }
    return rest.log1p().minus(c);
  }

  @Override
  public TruncatedPolyaGamma expand(Shape batchShape) {
    return new TruncatedPolyaGamma(truncation, batchShape);
  }
}
