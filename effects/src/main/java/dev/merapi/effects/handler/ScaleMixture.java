package dev.merapi.effects.handler;

import static dev.merapi.dist.Distributions.exponential;
import static dev.merapi.dist.Distributions.gamma;
import static dev.merapi.dist.Distributions.normal;

import dev.merapi.dist.Distribution;
import dev.merapi.dist.Laplace;
import dev.merapi.dist.StudentT;
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
 * with {@code x_exponential} e of Exponential(1) for Laplace. Source: D. Andrews, C. Mallows,
 * "Scale mixtures of normal distributions" (1974).
 */
public record ScaleMixture() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    return switch (site.distribution()) {
      case StudentT(var df, var loc, var scale, Shape batch) ->
          mixed(
              site,
              "_gamma",
              gamma(df.div(2), df.div(2)).expand(batch),
              loc,
              g -> scale.div(g.sqrt()));
      case Laplace(var loc, var scale, Shape batch) ->
          mixed(
              site,
              "_exponential",
              exponential(1).expand(batch),
              loc,
              e -> scale.times(e.times(2).sqrt()));
      case Distribution other ->
          throw new ModelException(
              "Site '%s' has the law %s, but ScaleMixture is for StudentT and Laplace; use LocScale or Transform."
                  .formatted(site.name(), other.getClass().getSimpleName()));
    };
  }

  private static Model<Tensor> mixed(
      Site site, String ending, Distribution mixing, Tensor loc, UnaryOperator<Tensor> scale) {
    return Models.sample(site.renamed(site.name() + ending).distributed(mixing))
        .flatMap(
            m ->
                Models.sample(
                    site.renamed(site.name() + "_normal")
                        .distributed(normal(loc, scale.apply(m)))));
  }
}
