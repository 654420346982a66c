package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.worlds.Hidden;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * A site of a program that runs in one world, whose value is another one in other worlds.
 *
 * @param kind why
 * @param name by which it is known
 * @param site the site
 * @param input what the program goes on with
 * @param values what it can be: [K, E..]; of draws their numbers
 * @param mapped the values in all worlds
 * @param home the plates that it has a value of its own in at each element; none of size 1
 */
public record WorldSite(
    Kind kind,
    String name,
    Site site,
    Symbolic.Input input,
    Tensor values,
    Mapped mapped,
    Vector<Frame.Vectorised> home) {
  /** Why a site has several values. */
  public enum Kind {
    /** Each of its values is gone through. */
    ENUMERATED,
    /** It is drawn several times. */
    DRAWS,
    /** It is drawn once in each world of the sites that it depends on. */
    DRAW,
    /** It is computed from others: a sum over plates, or a summand of one. */
    SUM
  }

  /** A site that goes through its support, [K, E..]. */
  static WorldSite enumerated(Site site, Symbolic.Input input, Tensor support) {
    List<Integer> dims = home(site).map(Frame.Vectorised::dim).toJavaList();
    Shape batch = site.distribution().batchShape();
    Mapped mapped = Worlds.variable(site.name(), support, batch, dims);
    return new WorldSite(Kind.ENUMERATED, site.name(), site, input, support, mapped, home(site));
  }

  /**
   * A site that was drawn several times.
   *
   * @param draws in all worlds of what they depend on, [n, B.. E..]
   */
  static WorldSite drawn(Site site, Symbolic.Input input, Mapped draws) {
    int events = site.distribution().eventDim();
    List<Integer> dims = home(site).map(frame -> frame.dim() - events).toJavaList();
    int n = draws.shape().size(0);
    Mapped mapped = draws.hiding(new Hidden(site.name(), n, dims));
    return new WorldSite(
        Kind.DRAWS, site.name(), site, input, Tensor.arange(n), mapped, home(site));
  }

  /** A site that was drawn once in each world. */
  static WorldSite drawnOnce(Site site, Symbolic.Input input, Mapped draw) {
    return new WorldSite(Kind.DRAW, site.name(), site, input, Tensor.arange(1), draw, home(site));
  }

  /**
   * A variable that is computed from sites.
   *
   * @param of one of them
   */
  static WorldSite counted(
      String name, WorldSite of, Tensor values, Mapped mapped, Vector<Frame.Vectorised> home) {
    return new WorldSite(Kind.SUM, name, of.site, of.input, values, mapped, home);
  }

  /** As messages call it. */
  String phrase() {
    return kind == Kind.SUM ? "the " + name : "'%s'".formatted(name);
  }

  /** Whether the program asked for it, or it follows from what it asked for. */
  boolean isMarked() {
    return kind == Kind.DRAW || site.infer().enumerate().isPresent();
  }

  /** Whether it is a variable: it has several values in a world of the other sites. */
  boolean isVariable() {
    return kind != Kind.DRAW;
  }

  /** The site as it goes on, marked if it is enumerated. */
  Site decided() {
    Site marked =
        site.infer().enumerate().isPresent() || kind != Kind.ENUMERATED
            ? site
            : site.inferred(infer -> infer.enumerate(new Enumeration.Parallel()));
    return marked.replayed(input);
  }

  static Vector<Frame.Vectorised> home(Site site) {
    if (site.place().frames().isEmpty()) {
      return Vector.empty();
    }
    return Vector.ofAll(site.place().vectorised())
        .filter(frame -> frame.size() != 1)
        .sortBy(Frame.Vectorised::dim);
  }

  /** Whether an expression is made with it. */
  boolean isIn(Tensor expression) {
    return Worlds.isIn(input, expression);
  }

  /** The number 0 for each element, computed from its value: [B..]. */
  Tensor zero() {
    Tensor zero = input.times(0);
    for (int i = 0; i < site.distribution().eventDim(); i++) {
      zero = zero.sum(-1);
    }
    return zero;
  }

  /** The whole site as a variable. */
  Axis.Variable variable() {
    return new Axis.Variable(
        name,
        values.size(0),
        home().map(frame -> new Axis.Plate(frame.plate(), frame.size())).toLinkedSet(),
        kind == Kind.SUM ? Vector.empty() : Vector.ofAll(site.place().chains()));
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
