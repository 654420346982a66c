package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.continuous.Stable;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * A stable variable of any skewness β as a normal one of random place and scale. It is the sum of
 * two: one of skewness ±1 and scale σ|β|^(1/α), drawn from {@code x_skewed_uniform} and {@code
 * x_skewed_exponential}, and one of skewness 0 and scale σ(1 − |β|)^(1/α), normal given {@code
 * x_uniform} and {@code x_exponential} as in {@link SymmetricStable}. The law must have α &lt; 2
 * and −1 &lt; β &lt; 1. Source: G. Samorodnitsky, M. Taqqu, "Stable non-Gaussian random processes"
 * (1994), property 1.2.1 and proposition 1.3.1.
 */
record StableMixture() implements Augmentation {
  @Override
  public String ending() {
    return "_normal";
  }

  /** Whether a law is such a mixture. */
  static boolean fits(Distribution law) {
    return switch (law) {
      case Stable _ -> true;
      case IndependentAxes(var base, _) -> fits(base);
      case Distribution _ -> false;
    };
  }

  @Override
  public Model<Distribution> law(Site site) {
    return law(site, site.distribution(), 0);
  }

  private static Model<Distribution> law(Site site, Distribution law, int axes) {
    return switch (law) {
      case Stable stable ->
          LatentStable.noise(
                  site, "_skewed", stable.batchShape(), axes, stable.skewedPart()::ofNoise)
              .flatMap(
                  loc ->
                      scale(site, stable.symmetricPart(), axes)
                          .map(scale -> normal(loc, scale).toEvent(axes)));
      case IndependentAxes(var base, int moved) -> law(site, base, axes + moved);
      case Distribution other ->
          throw new ModelException(
              "Site '%s' has the law %s, but stableMixture() is for Stable; use scaleMixture() or locScale()."
                  .formatted(site.name(), other.getClass().getSimpleName()));
    };
  }

  /**
   * The deviation σ √(2A) given the noises of A: with γ = α/2 and φ uniform on (0, π), w
   * exponential, A^γ = sin^γ γφ sin^(1 − γ) (1 − γ)φ / (w^(1 − γ) sin φ). Source: M. Kanter,
   * "Stable densities under change of scale and total variation inequalities" (1975), corollary
   * 4.1.
   */
  static Model<Tensor> scale(Site site, Stable law, int axes) {
    Tensor half = law.stability().times(0.5);
    Tensor rest = Tensor.scalar(1).minus(half);
    return LatentStable.noise(
        site,
        "",
        law.batchShape(),
        axes,
        (u, w) -> {
          Tensor angle = u.times(Math.PI);
          Tensor inner = angle.times(rest).sin().log().minus(w.log()).times(rest);
          Tensor power = inner.minus(angle.sin().log()).div(half);
          Tensor log = angle.times(half).sin().log().plus(power).plus(Math.log(2));
          return law.scale().times(log.times(0.5).exp());
        });
  }
}
