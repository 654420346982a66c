package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.exponential;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Draws a variable with heavy tails as a normal one of random scale: {@code x_normal} has location
 * loc and scale scale/√g with {@code x_gamma} g of Gamma(df/2, df/2) for StudentT, or scale·√(2e)
 * with {@code x_exponential} e of Exponential(1) for Laplace; an observed x is normal itself.
 * Source: D. Andrews, C. Mallows, "Scale mixtures of normal distributions" (1974).
 */
record ScaleMixture() implements Augmentation {

  /** Whether a law is such a mixture. */
  static boolean fits(Distribution law) {
    return switch (law) {
      case StudentT _, Laplace _ -> true;
      case IndependentAxes(var base, _) -> fits(base);
      case Distribution _ -> false;
    };
  }

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
      case StudentT(var df, var loc, var scale, Shape batch) -> {
        Distribution mixing = gamma(df.div(2), df.div(2)).expand(batch).toEvent(axes);
        yield mixed(site, "_gamma", mixing, loc, g -> scale.div(g.sqrt()), axes);
      }
      case Laplace(var loc, var scale, Shape batch) -> {
        Distribution mixing = exponential(1).expand(batch).toEvent(axes);
        yield mixed(site, "_exponential", mixing, loc, e -> scale.times(e.times(2).sqrt()), axes);
      }
      case IndependentAxes(var base, int moved) -> law(site, base, axes + moved);
      case Distribution other ->
          throw new ModelException(
              "Site '%s' has the law %s, but scaleMixture() is for StudentT and Laplace; use locScale() or transform()."
                  .formatted(site.name(), other.getClass().getSimpleName()));
    };
  }

  private static Model<Distribution> mixed(
      Site site,
      String ending,
      Distribution mixing,
      Tensor loc,
      UnaryOperator<Tensor> scale,
      int axes) {
    return Models.sample(Augmentation.auxiliary(site, ending, mixing))
        .map(m -> normal(loc, scale.apply(m)).toEvent(axes));
  }
}
