package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.internal.Membership;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Expansion;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.control.Option;

/**
 * Gives the program, for each site that is enumerated, a value of the shape that it has in one
 * world, and no number: an input of a graph. So the program runs as if there were one world, and
 * {@link WorldSites} reads off what it computed in each.
 *
 * <p>Enumerated are the latent sites that are marked for parallel enumeration, and, if {@code
 * ragged}, those between whole numbers that are computed from such sites. In a guide, sites that
 * are marked for several draws are drawn as often, and their draws gone through; others that depend
 * on such sites are drawn once in each world.
 *
 * @param ragged whether sites that cannot be marked are enumerated, up to the greatest bound
 * @param key of the draws; none where there may be none
 */
public record OneWorld(boolean ragged, Option<Key> key) implements Expansion<WorldSites> {
  /** All sites with finitely many values. */
  public static final OneWorld ALL = new OneWorld(true, Option.none());

  /** The marked sites. */
  public static final OneWorld MARKED = new OneWorld(false, Option.none());

  /** The marked sites of a guide under a key. */
  public static OneWorld of(Key key) {
    return new OneWorld(false, Option.some(key));
  }

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
    Membership.note(input, site.distribution().support());
    return known
        .world(site, input, key)
        .filter(world -> ragged || world.isMarked())
        .map(
            world ->
                Models.sample(world.decided())
                    .map(value -> new Outcome<>(known.plus(world), value)))
        .getOrElse(() -> unchanged(known, site));
  }
}
