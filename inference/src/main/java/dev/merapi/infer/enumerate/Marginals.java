package dev.merapi.infer.enumerate;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.graph.Gradient;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * All marginals from one reverse pass: P(v = k) = ∂ ln Z/∂u(k), where u is a log-factor of v alone,
 * at u = 0 (Darwiche, <em>A differential approach to inference in Bayesian networks</em>, J. ACM
 * 50, 2003).
 */
final class Marginals {
  private Marginals() {}

  /** Name → [home.., K]. */
  static Map<String, Tensor> of(Group group) {
    Vector<Axis.Variable> variables = group.summed().toVector();
    Vector<Factor> units = variables.map(Marginals::unit);
    Vector<Tensor> marginals =
        Vector.ofAll(
            Gradient.ofRecorded(group.logSum(units), units.map(Factor::table).toJavaList()));
    return LinkedHashMap.ofEntries(variables.map(Axis.Variable::name).zip(marginals));
  }

  private static Factor unit(Axis.Variable variable) {
    Vector<Axis> axes = Vector.<Axis>ofAll(variable.home()).append(variable);
    Shape shape = Shape.of(axes.toJavaStream().mapToInt(Axis::size).toArray());
    Tensor zeros = Symbolic.Input.recorded(variable.name(), Tensor.zeros(shape).dense());
    return new Factor(axes, zeros, LinkedHashSet.of(variable.name()));
  }
}
