package dev.merapi.infer.internal.sum;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.sum.ChainForm;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import io.vavr.collection.HashMap;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Enumerated sites meet that live in plates of which neither encloses the other. */
public final class Crossed extends ModelException {
  private static final long serialVersionUID = 1L;

  private final transient Set<Axis.Variable> sites;

  Crossed(String message, Set<Axis.Variable> sites) {
    super(message);
    this.sites = sites;
  }

  /** The sites. */
  public Set<Axis.Variable> sites() {
    return sites;
  }

  /**
   * Where a sum would be refused for crossed plates; none if it would not. Nothing is computed: the
   * sum is gone through with tables that have no numbers.
   */
  public static Option<Crossed> in(
      Vector<Factor> factors, Set<Axis.Variable> summed, Vector<Count> counts) {
    for (Vector<Factor> group : Components.of(factors, summed, counts)) {
      Set<Axis.Variable> own = group.flatMap(Factor::variables).filter(summed::contains).toSet();
      Vector<Count> inside = counts.filter(count -> own.contains(count.part()));
      if (!inside.isEmpty() || mayCross(own)) {
        try {
          var _ =
              new SumProduct(own, Semiring.SUM, HashMap.empty(), ChainForm.STEPWISE, inside)
                  .of(group.map(Crossed::empty));
        } catch (Crossed crossed) {
          return Option.some(crossed);
        }
      }
    }
    return Option.none();
  }

  private static boolean mayCross(Set<Axis.Variable> variables) {
    Vector<Set<Axis.Plate>> homes = variables.toVector().map(Axis.Variable::home).distinct();
    return homes.exists(
        one -> homes.exists(other -> !one.containsAll(other) && !other.containsAll(one)));
  }

  private static Factor empty(Factor factor) {
    Shape shape = Shape.of(factor.axes().toJavaStream().mapToInt(Axis::size).toArray());
    return new Factor(factor.axes(), Symbolic.Input.of("table", shape), factor.sites());
  }
}
