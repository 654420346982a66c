package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Frame;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Count;
import dev.merapi.infer.internal.sum.Uncounted;
import dev.merapi.infer.internal.worlds.Hidden;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;

/**
 * A sum over elements of plates of what is computed from enumerated sites at each of them, as a
 * variable: a density that has it needs the elements only through it.
 *
 * @param part the summands, a variable at each element
 * @param total the sum
 * @param link which summand belongs to which values of the sites: weight 1 or 0
 */
record PlateSum(WorldSite part, WorldSite total, Piece link) {
  /** How many values a summand may have. */
  private static final int VALUES = 64;

  private static final Tensor NONE = Tensor.scalar(Double.NEGATIVE_INFINITY);

  /**
   * The sum over some axes of a tensor; none if it is not one over plates of numbers on a grid.
   *
   * @param operand the tensor in all worlds, each element by itself
   * @param gone the axes, counted from the right
   * @param sites the enumerated sites, by name
   * @param number how many sums there are already
   */
  static Option<PlateSum> of(
      Mapped operand, List<Integer> gone, Map<String, WorldSite> sites, int number) {
    List<Integer> axes = operand.eachAxes();
    Vector<Vector<Frame.Vectorised>> frames =
        Vector.ofAll(axes).map(axis -> along(axis, operand, sites));
    boolean lone =
        operand.hidden().stream().anyMatch(h -> h.at().stream().anyMatch(place -> place >= 0));
    if (lone
        || frames.exists(found -> found.size() != 1)
        || axes.stream().noneMatch(gone::contains)
        || !isRepeated(operand, axes, gone)
        || !(operand.full().stored() instanceof Dense numbers)) {
      return Option.none();
    }
    return Grid.of(numbers, VALUES)
        .map(grid -> sum(operand, axes, frames.map(Vector::head), gone, grid, sites, number));
  }

  /** Whether the tensor only varies along the given axes, and is only summed along these. */
  private static boolean isRepeated(Mapped operand, List<Integer> axes, List<Integer> gone) {
    int rank = operand.shape().rank();
    Shape stored = operand.stored(rank).shape();
    for (int axis = -rank; axis < 0; axis++) {
      if (!axes.contains(axis)
          && (stored.size(axis) != 1 || (gone.contains(axis) && operand.shape().size(axis) != 1))) {
        return false;
      }
    }
    return true;
  }

  /** The plates of the sites that are each by itself along an axis. */
  private static Vector<Frame.Vectorised> along(
      int axis, Mapped operand, Map<String, WorldSite> sites) {
    Vector<Frame.Vectorised> found = Vector.empty();
    for (Hidden hidden : operand.hidden()) {
      Vector<Frame.Vectorised> home = sites.get(hidden.site()).get().home();
      for (int j = 0; j < home.size(); j++) {
        found = hidden.at().get(j) == axis ? found.append(home.get(j)) : found;
      }
    }
    return found.distinctBy(Frame.Vectorised::plate);
  }

  private static PlateSum sum(
      Mapped operand,
      List<Integer> axes,
      Vector<Frame.Vectorised> frames,
      List<Integer> gone,
      Grid grid,
      Map<String, WorldSite> sites,
      int number) {
    WorldSite first = sites.get(operand.hidden().getFirst().site()).get();
    Vector<Frame.Vectorised> over =
        frames.zip(axes).filter(pair -> gone.contains(pair._2)).map(pair -> pair._1);
    String names =
        Vector.ofAll(operand.hidden()).map(Hidden::site).distinct().mkString("'", "', '", "'");
    String name =
        "sum%s of %s over %s"
            .formatted(
                number == 0 ? "" : " " + number,
                names,
                over.map(Frame.Vectorised::plate).mkString("'", "', '", "'"));
    int n = over.map(Frame.Vectorised::size).product().intValue();
    Grid sums = grid.times(n);
    Vector<Frame.Vectorised> stay = frames.removeAll(over).sortBy(Frame.Vectorised::dim);
    List<Integer> at = stay.map(frame -> kept(axes.get(frames.indexOf(frame)), gone)).toJavaList();
    int rank = operand.shape().rank() - gone.size();
    Mapped mapped =
        new Mapped(
            List.of(new Hidden(name, sums.count(), at)),
            reduced(operand.shape(), gone),
            sums.numbers().reshape(Shape.of(sums.count()).append(Shape.SCALAR.padLeft(rank))));
    WorldSite total = WorldSite.counted(name, first, sums.numbers(), mapped, stay);
    String summand = "summand of the " + name;
    WorldSite part =
        WorldSite.counted(
            summand, first, grid.numbers(), mapped, frames.sortBy(Frame.Vectorised::dim));
    return new PlateSum(part, total, link(operand, axes, frames, grid, summand));
  }

  /** Whether the summands of another one are the same, up to an offset and a factor. */
  boolean hasSummandsOf(PlateSum other) {
    return link.copies().init().equals(other.link.copies().init())
        && link.plates().equals(other.link.plates())
        && total.home().equals(other.total.home())
        && link.table().equals(other.link.table());
  }

  /** Another sum of the same summands, up to an offset and a factor, by the values of this one. */
  Mapped seenAs(PlateSum other) {
    Mapped mapped = other.total.mapped();
    List<Integer> at = mapped.hidden().getFirst().at();
    Hidden own = new Hidden(total.name(), total.values().size(0), at);
    return new Mapped(List.of(own), mapped.shape(), mapped.stored());
  }

  /**
   * The sum at a copy of its summands; {@link Uncounted} where these are elements of their plates.
   */
  Count count(Copy copy) {
    Copy sum = new Copy(total.name(), copy.elements());
    boolean cut =
        copy.elements()
            .keySet()
            .exists(plate -> !total.home().exists(frame -> frame.plate().equals(plate)));
    if (cut) {
      throw new Uncounted(part.name());
    }
    return new Count(copy.variable(part), sum.variable(total));
  }

  private static int kept(int axis, List<Integer> gone) {
    return axis + (int) gone.stream().filter(other -> other > axis).count();
  }

  private static Shape reduced(Shape shape, List<Integer> gone) {
    Shape rest = Shape.SCALAR;
    for (int axis = -shape.rank(); axis < 0; axis++) {
      rest = gone.contains(axis) ? rest : rest.append(shape.size(axis));
    }
    return rest;
  }

  /** [values of the sites.., summands, plates..]. */
  private static Piece link(
      Mapped operand,
      List<Integer> axes,
      Vector<Frame.Vectorised> frames,
      Grid grid,
      String summand) {
    int hidden = operand.hidden().size();
    Shape sizes =
        Shape.of(operand.hidden().stream().mapToInt(Hidden::values).toArray())
            .append(Shape.of(frames.toJavaStream().mapToInt(Frame.Vectorised::size).toArray()));
    Tensor stored = operand.full(axes).stored();
    Tensor places = grid.places(stored.expand(stored.shape())).reshape(sizes).unsqueeze(hidden);
    Shape ones = Shape.SCALAR.padLeft(frames.size());
    Tensor all = Tensor.arange(grid.count()).reshape(Shape.of(grid.count()).append(ones));
    return new Piece(
        Term.Role.INSIDE,
        summand,
        Vector.ofAll(operand.hidden()).map(h -> Copy.of(h.site())).append(Copy.of(summand)),
        frames.map(frame -> new Axis.Plate(frame.plate(), frame.size())),
        Tensor.where(places.eq(all), Tensor.scalar(0), NONE));
  }
}
