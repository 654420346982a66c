package dev.merapi.effects;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.internal.Certain;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The plates that are open at a point of the program.
 *
 * @param open the plates, outermost first, with their elements
 * @param blocked the open plates that sites do not belong to here; they keep their dims
 */
record Nest(Vector<Tuple2<Frame, Indices>> open, Set<String> blocked) {
  static final Nest EMPTY = new Nest(Vector.empty(), HashSet.empty());

  /** With a vectorised plate inside. */
  Nest within(Indices indices) {
    Frame frame =
        new Frame.Vectorised(indices.plate(), indices.dim(), indices.size(), indices.fullSize());
    return new Nest(open.append(new Tuple2<>(frame, indices)), blocked);
  }

  /** With a turn of a sequential plate inside. */
  Nest within(Frame.Sequential frame) {
    requireClosed(frame.plate());
    return new Nest(open.append(new Tuple2<>(frame, indices(frame))), blocked);
  }

  /** Outside of one of the plates. */
  Nest outside(String plate) {
    if (!frames().exists(frame -> frame.plate().equals(plate))) {
      throw new ModelException(
          "blockPlate names plate '%s', but stands in %s. Call it inside of the body of plate '%s'."
              .formatted(plate, Place.TOP.inside(frames().asJava()).plates(), plate));
    }
    return new Nest(open, blocked.add(plate));
  }

  static Indices indices(Frame.Sequential frame) {
    return new Indices(frame.plate(), Tensor.of(frame.index()), frame.fullSize(), 0);
  }

  /** The dim asked for, or the rightmost one that no open plate has. */
  int allocate(Site indices, int size, Option<Integer> asked) {
    String plate = indices.name();
    requireClosed(plate);
    int dim = asked.getOrElse(() -> automatic(plate));
    at(dim)
        .forEach(
            other -> {
              throw new ModelException(
                  "Plates '%s' (size %d) and '%s' (size %d%s) collide at dim %d. Give plate '%s' dim(%d), or none to take the rightmost free dim."
                      .formatted(
                          other.plate(),
                          other.size(),
                          plate,
                          size,
                          indices.place().source().map(line -> ", at " + line).orElse(""),
                          dim,
                          plate,
                          freeFrom(dim)));
            });
    return dim;
  }

  private int automatic(String plate) {
    int free = freeFrom(-1);
    Option<Frame.Vectorised> outer = vectorised().find(frame -> frame.dim() < free);
    if (outer.isDefined() && !Settings.current().fillsGaps()) {
      throw new ModelException(
          "Plate '%s' would take dim %d, to the right of the enclosing plate '%s' at dim %d. Give it a dim of its own, dim(%d) for example, or allow gaps to be filled."
              .formatted(
                  plate,
                  free,
                  outer.get().plate(),
                  outer.get().dim(),
                  freeFrom(outer.get().dim())));
    }
    return free;
  }

  private int freeFrom(int dim) {
    int free = dim;
    while (at(free).isDefined()) {
      free--;
    }
    return free;
  }

  private Option<Frame.Vectorised> at(int dim) {
    return vectorised().find(frame -> frame.dim() == dim);
  }

  private Vector<Frame.Vectorised> vectorised() {
    return Vector.ofAll(Place.TOP.inside(frames().asJava()).vectorised());
  }

  private void requireClosed(String plate) {
    if (frames().exists(frame -> frame.plate().equals(plate))) {
      throw new ModelException(
          "Plate '%s' is entered inside itself; give the inner plate another name"
              .formatted(plate));
    }
  }

  private Vector<Frame> frames() {
    return open.map(Tuple2::_1);
  }

  /** The plates that sites belong to here, with their elements. */
  private Vector<Tuple2<Frame, Indices>> around() {
    return open.reject(plate -> blocked.contains(plate._1.plate()));
  }

  /**
   * The site at its place, broadcast and scaled. Index sets belong to the whole run and stay as
   * they are.
   */
  Site around(Site site) {
    if (open.isEmpty()) {
      return site;
    }
    Vector<Frame> frames = around().map(Tuple2::_1);
    if (frames.isEmpty() || site.isIndexSet()) {
      return site;
    }
    Site placed = site.placed(site.place().inside(frames.asJava()));
    double scale = frames.map(Frame::scale).fold(1.0, (a, b) -> a * b);
    Site weighed = scale == 1 ? placed : placed.scaled(Tensor.scalar(scale));
    return weighed.distributed(broadcast(weighed));
  }

  Parameter around(Parameter parameter) {
    Vector<Frame> frames = around().map(Tuple2::_1);
    return frames.isEmpty()
        ? parameter
        : parameter.placed(parameter.place().inside(frames.asJava()));
  }

  /** The part of a parameter's value that belongs to the elements of this run. */
  Tensor part(Parameter parameter, Tensor value) {
    return parameter
        .eventDim()
        .map(
            eventDim ->
                around()
                    .filter(plate -> plate._1 instanceof Frame.Vectorised)
                    .map(Tuple2::_2)
                    .foldLeft(value, (part, indices) -> cut(parameter, part, indices, eventDim)))
        .orElse(value);
  }

  private static Tensor cut(Parameter parameter, Tensor value, Indices indices, int eventDim) {
    try {
      return indices.subsample(value, eventDim);
    } catch (ArgumentException cause) {
      throw new ModelException(
          "Parameter '%s' of shape %s cannot be cut to the elements of plate '%s': %s"
              .formatted(parameter.name(), value.shape(), indices.plate(), cause.getMessage()),
          cause);
    }
  }

  private static Distribution broadcast(Site site) {
    Distribution law = site.distribution();
    if (law instanceof Certain point && !point.isFactor()) {
      return law;
    }
    Shape target = Shape.SCALAR;
    for (Frame.Vectorised frame : site.place().vectorised()) {
      int found = law.batchShape().sizeOr1(-frame.dim());
      if (found != 1 && found != frame.size()) {
        throw new ModelException(
            ("Site '%s' has batch shape %s, of size %d at dim %d, but plate '%s' (size %d) occupies"
                    + " dim %d; it stands in %s. If these values are one element, declare them by"
                    + " toEvent(…); if they are independent, give plate '%s' size %d or another dim;"
                    + " if they are data, subsample them with the plate's indices.")
                .formatted(
                    site.name(),
                    law.batchShape(),
                    found,
                    frame.dim(),
                    frame.plate(),
                    frame.size(),
                    frame.dim(),
                    site.place().describe(),
                    frame.plate(),
                    found));
      }
      target = Shape.broadcast(target, Shape.of(frame.size()).append(ones(-frame.dim() - 1)));
    }
    Shape batch = Shape.broadcast(target, law.batchShape());
    return batch.equals(law.batchShape()) ? law : law.expand(batch);
  }

  private static Shape ones(int n) {
    return Shape.SCALAR.padLeft(n);
  }
}
