package dev.merapi.effects.reparam;

import dev.merapi.distributions.Distribution;
import dev.merapi.distributions.ProjectedNormal;
import dev.merapi.distributions.Transformed;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.Function;

/**
 * Draws chosen sites another way; the site itself stays as a computed value, so draws appear under
 * its name as well. Handlers that set values stand outside and address the new names. An observed
 * site has another law only by an {@link Augmentation}.
 *
 * <p>Laws: the joint law of the original sites does not change; the identity on sites that are not
 * chosen.
 */
public record Reparam(Function<Site, Option<Reparametrisation>> choice) implements Replacement {

  /** By name. */
  public static Reparam of(Map<String, ? extends Reparametrisation> byName) {
    Map<String, Reparametrisation> copy = Map.copyOf(byName);
    return new Reparam(site -> Option.of(copy.get(site.name())));
  }

  /** Only where nothing else will do: laws on a sphere, which no bijector covers. */
  public static Reparam minimal() {
    return new Reparam(
        site ->
            Option.when(
                isUndecided(site) && site.distribution() instanceof ProjectedNormal,
                Projected::new));
  }

  /**
   * Every latent site that has a better form: directions as vectors, transformed laws at their
   * base, families of location and scale in the non-centred form.
   */
  public static Reparam automatic() {
    return new Reparam(site -> isUndecided(site) ? better(site.distribution()) : Option.none());
  }

  private static boolean isUndecided(Site site) {
    return site.value() instanceof Value.Latent;
  }

  private static Option<Reparametrisation> better(Distribution law) {
    return switch (law) {
      case ProjectedNormal _ -> Option.some(new Projected());
      case Transformed _ -> Option.some(new Pushforward());
      case Distribution other -> Option.when(LocScale.fits(other), LocScale::new);
    };
  }

  @Override
  public Model<Tensor> site(Site site) {
    return choice
        .apply(site)
        .map(
            way -> {
              if (way instanceof Augmentation augmentation && site.isObserved()) {
                return augmentation.law(site).flatMap(law -> Models.sample(site.distributed(law)));
              }
              requireLatent(site);
              return way.draw(site)
                  .flatMap(value -> Models.sample(site.computed(checked(site, value))));
            })
        .getOrElse(() -> Models.sample(site));
  }

  private static void requireLatent(Site site) {
    if (!(site.value() instanceof Value.Latent)) {
      throw new ModelException(
          "Site '%s' is to be reparametrised, but a handler further in, or the model, has decided its value already. Put reparam inside of condition, replay, substitute and init, which then address the new names."
              .formatted(site.name()));
    }
  }

  private static Tensor checked(Site site, Tensor value) {
    Shape event = site.distribution().eventShape();
    if (value.rank() < event.rank() || !value.shape().takeRight(event.rank()).equals(event)) {
      throw new ModelException(
          "The reparametrisation of site '%s' gives a value of shape %s, but events of its distribution have shape %s; return a value whose last dims are %s."
              .formatted(site.name(), value.shape(), event, event));
    }
    return value;
  }
}
