package dev.merapi.effects.reparam;

import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * Takes location and scale out of a law, in part: {@code x_decentered} has location c·loc and scale
 * scale^c, and x = loc + scale^(1 − c) · (x_decentered − c·loc). With c = 0 this is the non-centred
 * form, with c = 1 the law itself; c in [0, 1] may be a tensor or a parameter. Source: M. Gorinova,
 * D. Moore, M. Hoffman, "Automatic reparameterisation of probabilistic programs", ICML 2020, eq. 1.
 */
record LocScale(Tensor centered) implements Reparametrisation {
  /** The same centredness for all elements. */
  LocScale(double centered) {
    this(Tensor.scalar(centered));
  }

  /** The non-centred form. */
  LocScale() {
    this(0);
  }

  /** Whether a law has a location and a scale to take out. */
  static boolean fits(Distribution law) {
    return switch (law) {
      case Normal _, Cauchy _, Laplace _, Logistic _, Gumbel _, StudentT _ -> true;
      case IndependentAxes(var base, _) -> fits(base);
      case Distribution _ -> false;
    };
  }

  @Override
  public Model<Tensor> draw(Site site) {
    Located law = Located.of(site);
    Tensor loc = law.loc();
    Tensor center = loc.times(centered);
    Distribution shifted =
        law.rebuild()
            .of(center, law.scale().pow(centered))
            .expand(site.distribution().batchShape());
    return Models.sample(site.renamed(site.name() + "_decentered").distributed(shifted))
        .map(
            x ->
                loc.plus(law.scale().pow(Tensor.scalar(1).minus(centered)).times(x.minus(center))));
  }

  /** A member of a location–scale family. */
  private record Located(Tensor loc, Tensor scale, Rebuild rebuild) {

    @FunctionalInterface
    interface Rebuild {
      Distribution of(Tensor loc, Tensor scale);
    }

    static Located of(Site site) {
      return switch (site.distribution()) {
        case Normal(var loc, var scale, _) -> new Located(loc, scale, Normal::of);
        case Cauchy(var loc, var scale, _) -> new Located(loc, scale, Cauchy::of);
        case Laplace(var loc, var scale, _) -> new Located(loc, scale, Laplace::of);
        case Logistic(var loc, var scale, _) -> new Located(loc, scale, Logistic::of);
        case Gumbel(var loc, var scale, _) -> new Located(loc, scale, Gumbel::of);
        case StudentT(var df, var loc, var scale, _) ->
            new Located(loc, scale, (l, s) -> StudentT.of(df, l, s));
        case IndependentAxes(var base, int axes) -> {
          Located inner = of(site.distributed(base));
          yield new Located(
              inner.loc,
              inner.scale,
              (l, s) -> inner.rebuild.of(l, s).expand(base.batchShape()).toEvent(axes));
        }
        case Distribution other ->
            throw new ModelException(
                "Site '%s' has the law %s, which has no location and scale to take out. Use locScale() for Normal, StudentT, Cauchy, Laplace, Logistic and Gumbel, or another reparametrisation."
                    .formatted(site.name(), other.getClass().getSimpleName()));
      };
    }
  }
}
