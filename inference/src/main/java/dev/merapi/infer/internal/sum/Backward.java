package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * The way back through an elimination: the variable summed out last is chosen first, and each one
 * by the table it was summed out of, at the values of the others; a chain as a whole, from its end.
 * With {@link Choosing#draw} the result is an exact draw of all variables jointly; with {@link
 * Choosing#MODE} it is a joint mode.
 */
public final class Backward {
  private Backward() {}

  /** For each variable the chosen position at every element of its plates: name → [home..]. */
  public static Map<String, Tensor> through(Vector<Summation> steps, Choosing choice) {
    Map<String, Tensor> chosen = HashMap.empty();
    for (Summation summation : steps.reverse()) {
      chosen =
          switch (summation) {
            case SumStep step ->
                chosen.put(
                    step.variable().name(),
                    choice.of(step.variable().name(), weights(step, chosen)));
            case MarkovChain chain ->
                chosen.merge(Messages.of(given(chain, chosen), choice.ring()).path(choice));
            case Counting sum ->
                chosen.put(
                    sum.part().name(),
                    given(sum, chosen).parts(choice, chosen.get(sum.total().name()).get()));
          };
    }
    return chosen;
  }

  /** [home.., K]. */
  private static Tensor weights(SumStep step, Map<String, Tensor> chosen) {
    Axis.Variable variable = step.variable();
    Factor table = Factor.product(step.factors());
    for (Axis.Variable other : table.variables().remove(variable)) {
      table = at(table, other, chosen.get(other.name()).get());
    }
    return table.along(Vector.<Axis>ofAll(variable.home()).append(variable));
  }

  private static Factor at(Factor table, Axis.Variable variable, Tensor position) {
    Vector<Axis> axes = table.axes();
    Factor positions = new Factor(Vector.ofAll(variable.home()), position, LinkedHashSet.empty());
    int axis = axes.indexOf(variable);
    Tensor picked = table.table().gatherAlong(axis, positions.along(axes)).squeeze(axis);
    return new Factor(axes.removeAt(axis), picked, table.sites());
  }

  private static Counting given(Counting sum, Map<String, Tensor> chosen) {
    Counting rest = sum;
    for (Axis axis : sum.outer()) {
      if (axis instanceof Axis.Variable variable) {
        rest = rest.at(variable, chosen.get(variable.name()).get());
      }
    }
    return rest;
  }

  /** The chain at the chosen values of the variables outside of it: A is its plates only. */
  private static MarkovChain given(MarkovChain chain, Map<String, Tensor> chosen) {
    MarkovChain rest = chain;
    for (Axis axis : chain.outer()) {
      if (axis instanceof Axis.Variable variable) {
        rest = rest.at(variable, chosen.get(variable.name()).get());
      }
    }
    return rest;
  }
}
