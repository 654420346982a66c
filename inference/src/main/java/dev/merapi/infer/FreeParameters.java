package dev.merapi.infer;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Identity;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * Declares every parameter on its free scale, under its name, and goes on with the image. An
 * optimiser outside of it moves in ℝⁿ, and no step leaves a constraint.
 */
record FreeParameters() implements Replacement {
  @Override
  public Model<Tensor> site(Site site) {
    return Models.sample(site);
  }

  @Override
  public Model<Tensor> parameter(Parameter parameter) {
    Bijector onto = onto(parameter);
    if (onto instanceof Identity || parameter.value().isPresent()) {
      return Models.param(parameter);
    }
    int fewer = onto.codomain().eventDim() - onto.domain().eventDim();
    Parameter free =
        new Parameter(
            parameter.name(),
            key -> onto.inverse(parameter.start().apply(key)),
            onto.domain(),
            parameter.eventDim().map(dims -> dims - fewer),
            Optional.empty(),
            parameter.place(),
            parameter.visibility());
    return Models.param(free).map(onto::forward);
  }

  /** The map from free numbers to values of a parameter; a sentence where there is none. */
  static Bijector onto(Parameter parameter) {
    try {
      return BijectTo.of(parameter.constraint());
    } catch (ArgumentException cause) {
      throw new ModelException(
          "Parameter '%s' cannot be fitted along gradients. %s"
              .formatted(parameter.name(), cause.getMessage()),
          cause);
    }
  }
}
