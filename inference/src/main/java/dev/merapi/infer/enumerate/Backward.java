package dev.merapi.infer.enumerate;

import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * The way back through an elimination: the variable summed out last is chosen first, and each one
 * by the table it was summed out of, at the values of the others. With {@link Semiring#SUM} and
 * draws the result is an exact draw of all variables jointly; with {@link Semiring#MAX} and {@link
 * Choice#MODE} it is a joint mode.
 */
final class Backward {
  private Backward() {}

  /** For each variable the chosen position at every element of its plates: name → [home..]. */
  static Map<String, Tensor> through(Vector<Step> steps, Choice choice) {
    Map<String, Tensor> chosen = HashMap.empty();
    for (Step step : steps.reverse()) {
      Factor table = Factor.product(step.factors());
      for (Axis.Variable other : table.variables().remove(step.variable())) {
        table = at(table, other, chosen.get(other.name()).get());
      }
      Axis.Variable variable = step.variable();
      Vector<Axis> order = Vector.<Axis>ofAll(variable.home()).append(variable);
      chosen = chosen.put(variable.name(), choice.of(variable.name(), table.along(order)));
    }
    return chosen;
  }

  private static Factor at(Factor table, Axis.Variable variable, Tensor position) {
    Vector<Axis> axes = table.axes();
    Factor positions = new Factor(Vector.ofAll(variable.home()), position, LinkedHashSet.empty());
    int axis = axes.indexOf(variable);
    Tensor picked = table.table().gatherAlong(axis, positions.along(axes)).squeeze(axis);
    return new Factor(axes.removeAt(axis), picked, table.sites());
  }
}
