package dev.merapi.effects.reparam;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Draws chosen sites another way; the site itself stays as a computed value, so draws appear under
 * its name as well. Handlers that set values stand outside and address the new names. An observed
 * site has another law only by an {@link Augmentation}.
 *
 * <p>Laws: the joint law of the original sites does not change; the identity on sites that are not
 * chosen.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="reparam"}
 *
 * @param choice how a site is drawn; none: as it is
 * @param names the names that were given, if any
 */
public record Reparam(Function<Site, Optional<Reparametrisation>> choice, Set<String> names)
    implements Replacement {
  /** Copies the names. */
  public Reparam {
    names = Set.copyOf(names);
  }

  /** The reparametrisations that a function gives. */
  public Reparam(Function<Site, Optional<Reparametrisation>> choice) {
    this(choice, Set.of());
  }

  /** By name. */
  public static Reparam of(Map<String, ? extends Reparametrisation> byName) {
    Map<String, Reparametrisation> copy = Map.copyOf(byName);
    return new Reparam(site -> Optional.ofNullable(copy.get(site.name())), copy.keySet());
  }

  /** Only where nothing else will do: laws on a sphere, which no bijector covers. */
  public static Reparam minimal() {
    return new Reparam(
        site ->
            isUndecided(site) && site.distribution() instanceof ProjectedNormal
                ? Optional.of(new Projected())
                : Optional.empty());
  }

  /**
   * Every latent site that has a better form: directions as vectors, transformed laws at their
   * base, families of location and scale in the non-centred form.
   */
  public static Reparam automatic() {
    return new Reparam(site -> isUndecided(site) ? better(site.distribution()) : Optional.empty());
  }

  private static boolean isUndecided(Site site) {
    return site.value() instanceof Value.Latent;
  }

  private static Optional<Reparametrisation> better(Distribution law) {
    return switch (law) {
      case ProjectedNormal _ -> Optional.of(new Projected());
      case Transformed _ -> Optional.of(new Pushforward());
      case Distribution other ->
          LocScale.fits(other) ? Optional.of(new LocScale()) : Optional.empty();
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
        .orElseGet(() -> Models.sample(site));
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
