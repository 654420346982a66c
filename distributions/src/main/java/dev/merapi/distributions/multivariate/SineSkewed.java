package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * A distribution of D angles leant to one side: p(x) = p₀(x) (1 + Σᵢ λᵢ sin(xᵢ − μᵢ)), for a base
 * on the torus that is symmetric about its mean μ, as independent von Mises distributions, {@link
 * SineBivariateVonMises}, or uniform ones from −π to π are. The skewness λ has shape [.., D] with
 * Σᵢ |λᵢ| &lt; 1; events are those of the base, vectors of D angles. Draws carry no gradient.
 *
 * <p>Source: Ameijeiras-Alonso and Ley, "Sine-skewed toroidal distributions and their application
 * in protein bioinformatics" (2022), equation 1, with the sampler of section 2.2.
 */
public record SineSkewed(Distribution base, Tensor skewness, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SineSkewed {
    if (base.eventDim() != 1) {
      throw new ShapeException(
          "SineSkewed wants a distribution of vectors of angles, but events of %s have shape %s; toEvent(1) makes one of a batch of angles"
              .formatted(base.getClass().getSimpleName(), base.eventShape()));
    }
    parameters(base, skewness).check(batchShape);
  }

  /** A distribution of angles leant to one side; Σ |skewness| is less than 1. */
  @Factory(value = "sineSkewed", arrays = "skewness")
  public static SineSkewed of(Distribution base, Tensor skewness) {
    Shape batch = parameters(base, skewness).shape();
    return new SineSkewed(base, skewness, batch);
  }

  private static Parameters parameters(Distribution base, Tensor skewness) {
    return Parameters.of("SineSkewed")
        .with("skewness", skewness, Constraints.l1Ball())
        .sizes("skewness", skewness.size(-1), "the event", base.eventShape().size(-1))
        .part("base", base);
  }

  @Override
  public Parameters parameters() {
    return parameters(base, skewness);
  }

  @Override
  public Shape eventShape() {
    return base.eventShape();
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  /** A draw x of the base where u &lt; ½ (1 + Σ λ sin(x − μ)), else its mirror image 2μ − x. */
  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor x = base.expand(batchShape).sample(key.fold("base"), sampleShape);
    Tensor u = Noise.uniform(key.fold("side"), sampleShape.append(batchShape));
    Tensor keep = u.times(2).minus(1).lt(lean(x)).unsqueeze(-1);
    Tensor mirrored = Terms.wrapped(base.mean().times(2).minus(x));
    return Terms.detached(Tensor.where(keep, x, mirrored));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return base.logDensity(value).plus(lean(value).log1p());
  }

  private Tensor lean(Tensor x) {
    return skewness.times(x.minus(base.mean()).sin()).sum(-1);
  }

  @Override
  public SineSkewed expand(Shape batchShape) {
    return Parameters.checked(() -> new SineSkewed(base, skewness, batchShape));
  }
}
