package dev.merapi.effects.handler;

import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * Intervenes: the program goes on with the given value, while the site stays as it is, with a draw
 * that nothing depends on. A condition further out fixes that draw, not the intervention, which
 * makes counterfactuals. Source: J. Pearl, "Causality" (2009), section 3.2.
 *
 * <p>Laws: the sites upstream and the density of the site itself do not change; its scale is not
 * touched; commutes with scale, mask and condition, on the same site too. Does not commute with
 * another {@code do} on the same site, which is refused.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="do"}
 */
public record Do(Map<String, Tensor> interventions) implements Replacement {
  /** Copies the values. */
  public Do {
    interventions = Map.copyOf(interventions);
  }

  /** One site, set to a value. */
  public static Do of(String name, Tensor value) {
    return new Do(Map.of(name, value));
  }

  /** One site, set to a value. */
  public static Do of(String name, double value) {
    return of(name, Tensor.scalar(value));
  }

  /** One site, set to a value. */
  public static Do of(String name, int value) {
    return of(name, Tensor.scalar(value));
  }

  @Override
  public Set<String> names() {
    return interventions.keySet();
  }

  @Override
  public Model<Tensor> site(Site site) {
    Tensor value = interventions.get(site.name());
    if (value == null) {
      return Models.sample(site);
    }
    if (site.infer().intervened()) {
      throw new ModelException(
          "Site '%s' is intervened on twice; the inner value would be used and the outer one lost. Give one value."
              .formatted(site.name()));
    }
    return Models.sample(site.inferred(Infer::asIntervened)).andThen(Models.pure(value));
  }
}
