package dev.merapi.infer.internal.discrete;

import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.internal.sum.Semiring;
import dev.merapi.infer.internal.sum.SumStep;
import dev.merapi.infer.internal.sum.Summation;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * All marginals from one reverse pass: P(v = k) = ∂ ln Z/∂u(k), where u is a log-factor of v alone,
 * at u = 0 (Darwiche, <em>A differential approach to inference in Bayesian networks</em>, J. ACM
 * 50, 2003).
 */
public final class Marginals {
  private Marginals() {}

  /** Name → [home.., K]. */
  public static Map<String, Tensor> of(Group group) {
    try {
      return byGradient(group);
    } catch (SymbolicValueException symbolic) {
      return single(group).getOrElseThrow(() -> symbolic);
    }
  }

  /** Of one variable in one plate at most its log-weights are all there is, symbolic or not. */
  private static Option<Map<String, Tensor>> single(Group group) {
    Vector<Summation> steps = group.elimination(Semiring.SUM).steps().toVector();
    if (group.sites().size() != 1
        || steps.size() != 1
        || !(steps.head() instanceof SumStep(Axis.Variable variable, Vector<Factor> factors))) {
      return Option.none();
    }
    Factor all = Factor.product(factors);
    Vector<Axis> axes = axes(variable);
    if (variable.home().size() > 1 || !all.axes().forAll(axes::contains)) {
      return Option.none();
    }
    Tensor table = all.along(axes).expand(shape(variable));
    return Option.some(LinkedHashMap.of(variable.name(), table.softmax(-1)));
  }

  private static Map<String, Tensor> byGradient(Group group) {
    Vector<Vector<Axis.Variable>> alike =
        Vector.ofAll(group.sites().toVector().groupBy(Marginals::shape).values());
    Vector<Symbolic.Input> units = alike.map(Marginals::units);
    Vector<Factor> factors = alike.zip(units).flatMap(pair -> factors(pair._1, pair._2));
    Vector<Tensor> marginals =
        Vector.ofAll(Gradient.ofRecorded(group.logSum(factors), units.toJavaList()));
    return LinkedHashMap.ofEntries(
        alike
            .zip(marginals)
            .flatMap(
                pair -> pair._1.zipWithIndex((v, i) -> new Tuple2<>(v.name(), pair._2.get(i)))));
  }

  private static Vector<Axis> axes(Axis.Variable variable) {
    return Vector.<Axis>ofAll(variable.home()).append(variable);
  }

  private static Shape shape(Axis.Variable variable) {
    return Shape.of(axes(variable).toJavaStream().mapToInt(Axis::size).toArray());
  }

  /**
   * u of n variables of one shape: zeros [n, home.., K]. One input for all of them, so that the
   * parts of a chain stay one table.
   */
  private static Symbolic.Input units(Vector<Axis.Variable> variables) {
    Shape shape = Shape.of(variables.size()).append(shape(variables.head()));
    return Symbolic.Input.recorded(variables.head().name(), Tensor.zeros(shape).dense());
  }

  private static Vector<Factor> factors(Vector<Axis.Variable> variables, Tensor units) {
    return variables.zipWithIndex(
        (v, i) -> new Factor(axes(v), units.get(i), LinkedHashSet.of(v.name())));
  }
}
