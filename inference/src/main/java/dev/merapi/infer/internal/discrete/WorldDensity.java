package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.infer.internal.worlds.Coupled;
import dev.merapi.infer.internal.worlds.Hidden;
import dev.merapi.infer.internal.worlds.Limit;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/**
 * The density of a site in all worlds, as pieces that have elements of plates together only where
 * the density needs them together.
 *
 * @param role what it is for
 * @param site the site
 * @param sites the enumerated sites, by name
 * @param worlds expressions in all worlds
 */
record WorldDensity(Term.Role role, Site site, Map<String, WorldSite> sites, Worlds worlds) {
  /** Elements are looked at together in tables up to this size rather than one after the other. */
  static final Limit SMALL = Limit.joint(1 << 8);

  /** The largest table over elements of plates that are looked at together. */
  static Limit joint() {
    return Limit.joint(Settings.current().jointTerms());
  }

  /** The pieces of a log-density [B..]; one without variables if it depends on no such site. */
  Vector<Piece> pieces(Tensor logDensity) {
    Vector<Frame.Vectorised> frames = WorldSite.home(site);
    try {
      return apart(worlds.of(logDensity, Limit.EACH), frames);
    } catch (Coupled coupled) {
      return together(logDensity, frames, coupled);
    }
  }

  private Vector<Piece> together(
      Tensor logDensity, Vector<Frame.Vectorised> frames, Coupled coupled) {
    try {
      return apart(worlds.of(logDensity, SMALL), frames);
    } catch (Coupled large) {
      Vector<Frame.Vectorised> cut =
          frames.filter(
              frame -> -frame.dim() <= logDensity.rank() && logDensity.size(frame.dim()) != 1);
      Set<String> homes =
          Vector.ofAll(coupled.hidden())
              .flatMap(h -> sites.get(h.site()).get().home().map(Frame.Vectorised::plate))
              .toSet();
      Vector<Frame.Vectorised> first = cut.filter(frame -> homes.contains(frame.plate()));
      try {
        return cut(logDensity, first.isEmpty() ? cut : first, frames);
      } catch (Coupled still) {
        throw refused(still);
      }
    }
  }

  /** The pieces of the density at each position along some dims by itself. */
  private Vector<Piece> cut(
      Tensor logDensity, Vector<Frame.Vectorised> cut, Vector<Frame.Vectorised> frames) {
    if (cut.isEmpty()) {
      return apart(worlds.of(logDensity, joint()), frames);
    }
    Frame.Vectorised frame = cut.head();
    return Vector.range(0, frame.size())
        .flatMap(i -> cut(worlds.at(logDensity, frame.dim(), i), cut.tail(), frames.remove(frame)));
  }

  /** The pieces of a density whose elements are apart: one, unless its plates are others. */
  private Vector<Piece> apart(Mapped density, Vector<Frame.Vectorised> frames) {
    for (Hidden hidden : density.hidden()) {
      Vector<Frame.Vectorised> home = sites.get(hidden.site()).get().home();
      for (int j = 0; j < home.size(); j++) {
        int axis = hidden.at().get(j);
        String plate = home.get(j).plate();
        if (axis < 0 && !frames.exists(f -> f.dim() == axis && f.plate().equals(plate))) {
          Vector<Frame.Vectorised> others = frames.reject(f -> f.dim() == axis);
          return Vector.range(0, density.shape().size(axis))
              .flatMap(i -> apart(density.pick(axis, i), others));
        }
      }
    }
    return Vector.of(piece(density, frames));
  }

  private Piece piece(Mapped density, Vector<Frame.Vectorised> frames) {
    Shape shape = density.shape();
    for (Frame.Vectorised frame : frames) {
      Shape one = Shape.of(frame.size()).append(Shape.SCALAR.padLeft(-frame.dim() - 1));
      shape = Shape.broadcast(shape, one);
    }
    Shape target = shape;
    for (int i = 1; i <= target.rank(); i++) {
      int dim = -i;
      if (target.size(dim) != 1 && !frames.exists(frame -> frame.dim() == dim)) {
        throw undeclared(target, dim);
      }
    }
    Vector<Copy> copies = Vector.ofAll(density.hidden()).map(this::copy);
    Shape sizes = Shape.SCALAR;
    for (Hidden hidden : density.hidden()) {
      sizes = sizes.append(hidden.values());
    }
    Tensor table = density.stored(target.rank()).expand(sizes.append(target));
    for (Frame.Vectorised frame : frames) {
      sizes = sizes.append(frame.size());
    }
    return new Piece(
        role,
        site.name(),
        copies,
        frames.map(frame -> new Axis.Plate(frame.plate(), frame.size())),
        table.reshape(sizes));
  }

  private Copy copy(Hidden hidden) {
    Vector<Frame.Vectorised> home = sites.get(hidden.site()).get().home();
    Map<String, Integer> elements = TreeMap.empty();
    for (int j = 0; j < home.size(); j++) {
      int at = hidden.at().get(j);
      elements = at < 0 ? elements : elements.put(home.get(j).plate(), at);
    }
    return new Copy(hidden.site(), elements);
  }

  private ModelException undeclared(Shape shape, int dim) {
    return new ModelException(
        ("Site '%s' in %s has log-probability shape %s, and no plate declares its dim %d of size"
                + " %d. Put the site into a plate of that size, or move the dim into the event with"
                + " toEvent(…).")
            .formatted(site.name(), site.place().describe(), shape, dim, shape.size(dim)));
  }

  private ModelException refused(Coupled coupled) {
    Vector<WorldSite> together =
        Vector.ofAll(coupled.hidden())
            .map(h -> sites.get(h.site()).get())
            .distinctBy(WorldSite::name);
    String plates =
        Phrases.plates(
            together
                .flatMap(s -> s.home().map(f -> new Axis.Plate(f.plate(), f.size())))
                .distinct());
    return new ModelException(
        ("The density of site '%s' in %s needs %s%s together, in the operation '%s': a table of"
                + " %.3g log-weights, and tables of up to %,.0f are gone through. If only their sum"
                + " or count matters, give it a distribution of its own, such as a binomial one; if"
                + " the elements come one after the other, carry what matters along a sequential"
                + " plate or a Markov chain; or allow larger tables by Settings.jointTerms.")
            .formatted(
                site.name(),
                site.place().describe(),
                (together.exists(s -> !s.home().isEmpty())
                        ? "all elements of the enumerated site"
                        : "the values of the enumerated sites")
                    + " "
                    + Phrases.quoted(together.map(WorldSite::name)),
                plates.equals("no plate") ? "" : " of " + plates,
                coupled.operation(),
                coupled.entries(),
                joint().joint()));
  }
}
