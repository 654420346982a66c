package dev.merapi.effects.enumerate;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.handler.Expansion;
import dev.merapi.effects.internal.check.Sight;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rule of {@link EnumerateParallel}, site by site: the state is the variables that have been
 * laid along a dim so far.
 */
record SideBySide(int firstDim) implements Expansion<Vector<Enumerated>> {

  @Override
  public Vector<Enumerated> start() {
    return Vector.empty();
  }

  @Override
  public Model<Outcome<Vector<Enumerated>, Tensor>> site(Vector<Enumerated> known, Site site) {
    requireRoom(site);
    Vector<Enumerated> alive = known.filter(variable -> variable.isInSightFrom(site.place()));
    SortedMap<Integer, String> dims = new TreeMap<>(site.place().dims());
    alive.forEach(variable -> dims.put(variable.dim(), variable.name()));
    Site here = site.placed(site.place().inSightOf(dims));
    requireDistinct(here, alive);
    requireDeclared(here, known);
    if (!(site.value() instanceof Value.Latent) || !isMarked(site)) {
      return unchanged(known, here);
    }
    int dim = site.place().chains().isEmpty() ? leftOfAll(known, dims) : free(dims);
    dims.put(dim, site.name());
    Site laid = laid(here.placed(here.place().inSightOf(dims)), dim);
    Enumerated variable = new Enumerated(site.name(), dim, site.place());
    return unchanged(known.reject(variable::replaces).append(variable), laid);
  }

  private static boolean isMarked(Site site) {
    return site.infer()
        .enumerate()
        .filter(how -> !(how instanceof Enumeration.Sequential))
        .isPresent();
  }

  private int leftOfAll(Vector<Enumerated> known, SortedMap<Integer, String> dims) {
    return known
        .map(Enumerated::dim)
        .appendAll(dims.keySet())
        .min()
        .map(leftmost -> Math.min(firstDim, leftmost - 1))
        .getOrElse(firstDim);
  }

  private int free(SortedMap<Integer, String> dims) {
    int dim = firstDim;
    while (dims.containsKey(dim)) {
      dim--;
    }
    return dim;
  }

  private static Site laid(Site site, int dim) {
    Distribution law = site.distribution();
    Shape ones = Shape.SCALAR.padLeft(-dim - 1);
    return switch (site.infer().enumerate().get()) {
      case Enumeration.Draws(int count) ->
          site.distributed(
              law.expand(Shape.broadcast(Shape.of(count).append(ones), law.batchShape())));
      case Enumeration.Parallel _, Enumeration.Sequential _ -> {
        Tensor support = Support.of(site);
        yield site.replayed(
            support.reshape(Shape.of(support.size(0)).append(ones).append(law.eventShape())));
      }
    };
  }

  private void requireRoom(Site site) {
    if (site.place().depth() > -1 - firstDim) {
      throw new ModelException(
          "Site '%s' stands in %s, %d dims deep, but enumerated variables begin at dim %d. Start them at dim %d: EnumerateParallel.leftOf(%d)."
              .formatted(
                  site.name(),
                  site.place().describe(),
                  site.place().depth(),
                  firstDim,
                  -1 - site.place().depth(),
                  site.place().depth()));
    }
  }

  /** Two variables that are in sight together must not share a dim. */
  private static void requireDistinct(Site site, Vector<Enumerated> alive) {
    for (Enumerated variable : alive) {
      alive
          .find(other -> other.dim() == variable.dim() && !other.equals(variable))
          .forEach(
              other -> {
                throw new ModelException(
                    ("Site '%s' in %s has the enumerated sites '%s' and '%s' in sight, which share"
                            + " dim %d, since neither was in sight of the other. Let the positions of"
                            + " Markov steps rise in the order of the program, or use markovTree for"
                            + " branches.")
                        .formatted(
                            site.name(),
                            site.place().describe(),
                            variable.name(),
                            other.name(),
                            variable.dim()));
              });
    }
  }

  /** Every batch dim of size over 1 must belong to a plate or to a variable in sight. */
  private void requireDeclared(Site site, Vector<Enumerated> known) {
    Shape batch = site.distribution().batchShape();
    for (int i = 1; i <= batch.rank(); i++) {
      int dim = -i;
      boolean declared =
          batch.size(dim) == 1
              || site.place().dims().containsKey(dim)
              || site.place().vectorised().stream().anyMatch(frame -> frame.dim() == dim);
      if (!declared && dim <= firstDim) {
        throw tooOld(site, dim, known);
      } else if (!declared && isMarked(site)) {
        throw undeclared(site, dim);
      }
    }
  }

  private static ModelException tooOld(Site site, int dim, Vector<Enumerated> known) {
    return new ModelException(
        "Site '%s' in %s has batch shape %s, of size %d at dim %d, and that dim belongs to %s."
            .formatted(
                site.name(),
                site.place().describe(),
                site.distribution().batchShape(),
                site.distribution().batchShape().size(dim),
                dim,
                known
                    .findLast(variable -> variable.dim() == dim)
                    .map(owner -> owned(owner, site))
                    .getOrElse("no enumerated site; declare it by a plate or toEvent(…)")));
  }

  private static String owned(Enumerated owner, Site site) {
    return "the enumerated site '%s' in %s, %s"
        .formatted(owner.name(), owner.home().describe(), Sight.reason(owner.home(), site.place()));
  }

  private static ModelException undeclared(Site site, int dim) {
    return new ModelException(
        ("Site '%s' in %s is to be enumerated, but its batch shape %s has size %d at dim %d, which"
                + " no plate declares; its values would go in lock-step. Put the site into a plate of"
                + " that size, or move the dim into the event with toEvent(%d).")
            .formatted(
                site.name(),
                site.place().describe(),
                site.distribution().batchShape(),
                site.distribution().batchShape().size(dim),
                dim,
                -dim));
  }
}
