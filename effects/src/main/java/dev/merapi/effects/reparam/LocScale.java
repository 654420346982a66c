package dev.merapi.effects.reparam;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Located;
import dev.merapi.tensor.Shape;
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
    return Located.of(law).isPresent();
  }

  @Override
  public Model<Tensor> draw(Site site) {
    Located law =
        Located.of(site.distribution())
            .orElseThrow(
                () ->
                    new ModelException(
                        "Site '%s' has the law %s, which has no location and scale to take out. Use locScale() for Normal, StudentT, Cauchy, Laplace, Logistic and Gumbel, or another reparametrisation."
                            .formatted(
                                site.name(), site.distribution().getClass().getSimpleName())));
    Tensor loc = law.loc();
    Tensor center = loc.times(centered);
    Distribution own = law.rebuild().of(center, law.scale().pow(centered));
    Distribution shifted =
        own.expand(Shape.broadcast(own.batchShape(), site.distribution().batchShape()));
    return Models.sample(site.renamed(site.name() + "_decentered").distributed(shifted))
        .map(
            x ->
                loc.plus(law.scale().pow(Tensor.scalar(1).minus(centered)).times(x.minus(center))));
  }
}
