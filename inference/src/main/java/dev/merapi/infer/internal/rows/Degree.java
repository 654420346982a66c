package dev.merapi.infer.internal.rows;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Assembly;
import dev.merapi.tensor.internal.op.Contraction;
import dev.merapi.tensor.internal.op.Cumsum;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.IsNan;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Random;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Running;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.ScatterAt;
import dev.merapi.tensor.internal.op.SolveTriangular;
import dev.merapi.tensor.internal.op.Square;
import dev.merapi.tensor.internal.op.Subtract;
import dev.merapi.tensor.internal.op.Sum;
import dev.merapi.tensor.internal.op.View;
import dev.merapi.tensor.internal.op.Where;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * An upper bound of the degree of expressions as polynomials in some unknowns, by what their graph
 * is made of: 0 where none of these is behind it, {@link #MORE} where it may be of degree 3 or no
 * polynomial. A sum has the larger degree, a product the sum of both, whatever moves numbers about
 * that of the numbers.
 */
final class Degree {
  /** More than 2, or no polynomial. */
  static final int MORE = 3;

  private final Set<Tensor> unknowns;
  private final IdentityHashMap<Tensor, Integer> known = new IdentityHashMap<>();

  /** Degrees in these unknowns, all together. */
  Degree(List<Symbolic.Input> unknowns) {
    this.unknowns = Collections.newSetFromMap(new IdentityHashMap<>());
    this.unknowns.addAll(unknowns);
  }

  /** The degree of each element of an expression, at most. */
  int of(Tensor expression) {
    for (Tensor node : Dependencies.inOrder(expression, known.keySet())) {
      known.put(node, degree(node));
    }
    return known.getOrDefault(expression, 0);
  }

  private int degree(Tensor node) {
    if (!(node instanceof Symbolic.Apply apply)) {
      return unknowns.contains(node) ? 1 : 0;
    }
    if (isGuarded(apply)) {
      return known.getOrDefault(apply.inputs().getLast(), 0);
    }
    int[] each = apply.inputs().stream().mapToInt(x -> known.getOrDefault(x, 0)).toArray();
    int sum = 0;
    int most = 0;
    for (int degree : each) {
      sum += degree;
      most = Math.max(most, degree);
    }
    return sum == 0 ? 0 : Math.min(MORE, degree(Primitive.of(apply), each, sum, most));
  }

  /** What is x unless x is no number, and c there. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isGuarded(Symbolic.Apply apply) {
    return apply.operation() instanceof Where
        && apply.inputs().getFirst() instanceof Symbolic.Apply condition
        && condition.operation() instanceof IsNan
        && condition.inputs().getFirst() == apply.inputs().getLast()
        && known.getOrDefault(apply.inputs().get(1), 0) == 0;
  }

  /** Where something behind it is unknown. */
  private static int degree(Primitive primitive, int[] each, int sum, int most) {
    return switch (primitive) {
      case Neg _, Add _, Subtract _, Sum _, Cumsum _, View _, Assembly _ -> most;
      case Multiply _, MatMul _ -> sum;
      case Square _ -> 2 * sum;
      case Divide _ -> each[1] == 0 ? each[0] : MORE;
      case SolveTriangular _, Where _ -> each[0] == 0 ? most : MORE;
      case Gather _, GatherAt _, ScatterAdd _, ScatterAt _ -> each[0] == sum ? sum : MORE;
      case Elementwise _, Reduction _, Running _, Indexed _, Contraction _, MatrixFunction _ ->
          MORE;
      case Random _, HigherOrder _ -> MORE;
    };
  }

  /** The free variables behind an expression. */
  static List<Symbolic.Input> inputs(Tensor expression) {
    return Dependencies.inOrder(expression, Set.of()).stream()
        .filter(Symbolic.Input.class::isInstance)
        .map(Symbolic.Input.class::cast)
        .toList();
  }
}
