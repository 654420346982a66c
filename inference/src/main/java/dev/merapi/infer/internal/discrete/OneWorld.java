package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Expansion;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;

/**
 * Gives the program, for each site that is enumerated, a value of the shape that it has in one
 * world, and no number: an input of a graph. So the program runs as if there were one world, and
 * {@link WorldSites} reads off what it computed in each.
 *
 * <p>Enumerated are the latent sites that are marked for parallel enumeration, and, if {@code
 * ragged}, those between whole numbers that are computed from such sites.
 *
 * @param ragged whether sites that cannot be marked are enumerated, up to the greatest bound
 */
public record OneWorld(boolean ragged) implements Expansion<WorldSites> {
  /** All sites with finitely many values. */
  public static final OneWorld ALL = new OneWorld(true);

  /** The marked sites. */
  public static final OneWorld MARKED = new OneWorld(false);

  @Override
  public WorldSites start() {
    return WorldSites.NONE;
  }

  @Override
  public <A> Model<A> on(Model<A> model) {
    return Expansion.super.on(Plates.vectorize(model));
  }

  @Override
  public Model<Outcome<WorldSites, Tensor>> site(WorldSites known, Site site) {
    if (!(site.value() instanceof Value.Latent)) {
      return unchanged(known, site);
    }
    Symbolic.Input input = Symbolic.Input.of(site.name(), site.distribution().shape(Shape.SCALAR));
    return known
        .values(site)
        .filter(_ -> ragged || site.infer().enumerate().isPresent())
        .map(
            values ->
                Models.sample(WorldSite.decided(site, input))
                    .map(value -> new Outcome<>(known.plus(site, input, values), value)))
        .getOrElse(() -> unchanged(known, site));
  }
}
