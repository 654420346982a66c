package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * An enumerated site of a program that runs in one world.
 *
 * @param site the site
 * @param input what the program goes on with
 * @param values what it can be: [K, E..]
 */
public record WorldSite(Site site, Symbolic.Input input, Tensor values) {

  /** A site that goes on with an input, marked as enumerated. */
  static Site decided(Site site, Symbolic.Input input) {
    Site marked =
        site.infer().enumerate().isPresent()
            ? site
            : site.inferred(infer -> infer.enumerate(new Enumeration.Parallel()));
    return marked.replayed(input);
  }

  /** The plates that it stands in: it has a value of its own at each element. Of size 1: none. */
  Vector<Frame.Vectorised> home() {
    return home(site);
  }

  static Vector<Frame.Vectorised> home(Site site) {
    return Vector.ofAll(site.place().vectorised())
        .filter(frame -> frame.size() != 1)
        .sortBy(Frame.Vectorised::dim);
  }

  Mapped mapped() {
    List<Integer> dims = home().map(Frame.Vectorised::dim).toJavaList();
    return Worlds.variable(site.name(), values, site.distribution().batchShape(), dims);
  }

  /** The whole site as a variable. */
  Axis.Variable variable() {
    return new Axis.Variable(
        site.name(),
        values.size(0),
        home().map(frame -> new Axis.Plate(frame.plate(), frame.size())).toLinkedSet(),
        Vector.ofAll(site.place().chains()));
  }

  /** A sentence unless each of its elements stands in a plate. */
  static void requireInPlates(Site site) {
    Shape batch = site.distribution().batchShape();
    for (int i = 1; i <= batch.rank(); i++) {
      int dim = -i;
      if (batch.size(dim) != 1 && !home(site).exists(frame -> frame.dim() == dim)) {
        throw new ModelException(
            ("Site '%s' in %s is to be enumerated, but its batch shape %s has size %d at dim %d,"
                    + " which no plate declares; its values would go in lock-step. Put the site into a"
                    + " plate of that size, or move the dim into the event with toEvent(%d).")
                .formatted(site.name(), site.place().describe(), batch, batch.size(dim), dim, i));
      }
    }
  }
}
