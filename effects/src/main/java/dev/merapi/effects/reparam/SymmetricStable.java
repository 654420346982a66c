package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.continuous.Stable;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/**
 * A stable variable without skewness as a normal one of random scale: given a positive stable
 * number A of stability α/2, from {@code x_uniform} and {@code x_exponential}, x is normal around
 * loc with deviation scale √(2A), where E e^(−sA) = e^(−s^(α/2)). The law must have α &lt; 2 and
 * skew 0, which is not looked at. Source: G. Samorodnitsky, M. Taqqu, "Stable non-Gaussian random
 * processes" (1994), proposition 1.3.1.
 */
record SymmetricStable() implements Augmentation {
  @Override
  public String ending() {
    return "_normal";
  }

  @Override
  public Model<Distribution> law(Site site) {
    return law(site, site.distribution(), 0);
  }

  private static Model<Distribution> law(Site site, Distribution law, int axes) {
    return switch (law) {
      case Stable stable -> {
        requireSymmetric(site, stable);
        yield StableMixture.scale(site, stable, axes)
            .map(scale -> normal(stable.loc(), scale).toEvent(axes));
      }
      case IndependentAxes(var base, int moved) -> law(site, base, axes + moved);
      case Distribution other ->
          throw new ModelException(
              "Site '%s' has the law %s, but symmetricStable() is for Stable; use scaleMixture() or locScale()."
                  .formatted(site.name(), other.getClass().getSimpleName()));
    };
  }

  private static void requireSymmetric(Site site, Stable law) {
    Tensor skew = law.skew();
    if (skew instanceof Dense known && known.abs().max().item() > 0) {
      throw new ModelException(
          "Site '%s' has a stable law of skew %s, but symmetricStable() is for skew 0; use stableMixture()."
              .formatted(site.name(), skew));
    }
  }
}
