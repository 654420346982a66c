package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The density of one site of an enumerated run as a factor: each of its batch dims gets the name of
 * the plate or variable that it belongs to there.
 *
 * @param entry the site and its value
 * @param variables the enumerated sites, by name
 */
public record SiteFactor(Entry.Sampled entry, Map<String, Axis.Variable> variables) {

  /** The shape that the log-probability has. */
  private Shape batch() {
    Site site = entry.site();
    Shape value = entry.value().shape().dropRight(site.distribution().eventDim());
    Shape weight = site.weight().mask().map(Tensor::shape).orElse(Shape.SCALAR);
    return Shape.broadcast(
        value, site.distribution().batchShape(), weight, site.weight().scale().shape());
  }

  /** Whether the density of the site depends on an enumerated one, or is that of one. */
  public boolean isEnumerated() {
    Shape batch = batch();
    return Vector.rangeClosed(1, batch.rank()).exists(i -> variable(-i, batch).isDefined());
  }

  /**
   * Its log-probability, masked and not scaled: what is added up inside of a sum. The density of an
   * enumerated site itself is not masked either, or each of its values would count 1.
   */
  public Factor inside() {
    boolean own = Variables.dim(entry.site()).isDefined();
    return named(
        own ? entry.site().distribution().logProb(entry.value()) : entry.unscaledLogProb());
  }

  /** Its log-probability, masked and scaled. */
  public Factor outside() {
    return named(entry.logProb());
  }

  /** A tensor [B..] with the names of this place. */
  public Factor named(Tensor logWeights) {
    Shape shape = Shape.broadcast(logWeights.shape(), plateShape());
    Vector<Axis> axes = Vector.empty();
    for (int dim = -shape.rank(); dim < 0; dim++) {
      int at = dim;
      Option<Axis> axis = plate(dim).<Axis>map(plate -> plate).orElse(() -> variable(at, shape));
      if (axis.isEmpty() && shape.size(dim) != 1) {
        throw undeclared(shape, dim);
      }
      axes = axes.appendAll(axis);
    }
    int[] sizes = axes.toJavaStream().mapToInt(Axis::size).toArray();
    Factor factor =
        new Factor(axes, logWeights.expand(shape).reshape(sizes), LinkedHashSet.of(entry.name()));
    factor.variables().forEach(variable -> requireInside(variable, factor));
    return factor;
  }

  private Shape plateShape() {
    Shape shape = Shape.SCALAR;
    for (Frame.Vectorised frame : entry.site().place().vectorised()) {
      Shape one = Shape.of(frame.size()).append(Shape.SCALAR.padLeft(-frame.dim() - 1));
      shape = Shape.broadcast(shape, one);
    }
    return shape;
  }

  private Option<Axis.Plate> plate(int dim) {
    return Vector.ofAll(entry.site().place().vectorised())
        .find(frame -> frame.dim() == dim)
        .map(frame -> new Axis.Plate(frame.plate(), frame.size()));
  }

  /** The variable along a dim: one that the site depends on, or itself. */
  private Option<Axis> variable(int dim, Shape shape) {
    return Option.of(entry.site().place().dims().get(dim))
        .filter(name -> shape.size(dim) != 1 || name.equals(entry.name()))
        .flatMap(variables::get);
  }

  private void requireInside(Axis.Variable variable, Factor factor) {
    var outside = variable.home().removeAll(factor.plates());
    if (!outside.isEmpty()) {
      throw new ModelException(
          ("Site '%s' in %s depends on the enumerated site '%s', which has a value of its own at"
                  + " each element of %s. What depends on it must stand in that plate too: move '%s'"
                  + " inside, or '%s' out.")
              .formatted(
                  entry.name(),
                  entry.site().place().describe(),
                  variable.name(),
                  Phrases.plates(outside),
                  entry.name(),
                  variable.name()));
    }
  }

  private ModelException undeclared(Shape shape, int dim) {
    return new ModelException(
        ("Site '%s' in %s has log-probability shape %s, and no plate or enumerated site declares"
                + " its dim %d of size %d. Put the site into a plate of that size, or move the dim"
                + " into the event with toEvent(…).")
            .formatted(entry.name(), entry.site().place().describe(), shape, dim, shape.size(dim)));
  }
}
