package dev.merapi.effects;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.multivariate.NanMaskedMultivariateNormal;
import dev.merapi.effects.Value.Observed;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/**
 * Data in which NaN stands for a number that is not known. Numbers: a latent variable for each that
 * is missing, or for counts without an end, whose sum over all values is 1, none. Arrays: the
 * marginal distribution of the elements that are there.
 */
record WithMissing(String name, Distribution distribution, Tensor value) {

  Model<Tensor> model() {
    Tensor there = value.isNan().not();
    if (!(there instanceof Dense known) || known.all().item() == 1) {
      return Models.observe(name, distribution, value);
    }
    if (distribution.eventDim() > 0) {
      return Models.sample(Site.of(name, marginal(distribution, known), new Observed(value)));
    }
    if (distribution.isDiscrete() && !distribution.isEnumerable()) {
      return Models.sample(Site.of(name, distribution, new Observed(value)).masked(known));
    }
    return new PartlyObserved(name, distribution, value, known).model();
  }

  private Distribution marginal(Distribution law, Dense there) {
    return switch (law) {
      case MultivariateNormal normal -> new NanMaskedMultivariateNormal(normal);
      case NanMaskedMultivariateNormal normal -> normal;
      case IndependentAxes(Distribution base, int axes) when base.eventDim() == 0 ->
          base.mask(there).toEvent(axes);
      case Distribution other ->
          throw new ModelException(
              "The data of site '%s' have missing elements, but %s has no formula for the others alone. Leave out the rows that are not whole, or give observe a mask with one element a row."
                  .formatted(name, other.getClass().getSimpleName()));
    };
  }
}
