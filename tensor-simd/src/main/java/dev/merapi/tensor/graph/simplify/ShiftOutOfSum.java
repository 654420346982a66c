package dev.merapi.tensor.graph.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Add;
import dev.merapi.tensor.op.Axes;
import dev.merapi.tensor.op.Primitive;
import dev.merapi.tensor.op.Subtract;
import dev.merapi.tensor.op.Sum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Σ (x + c) = Σ x + n c and Σ (x − c) = Σ x − n c, for c that does not vary along the sum of n
 * terms.
 */
record ShiftOutOfSum() implements Rule {
  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof Sum(Axes axes)
        && inputs.getFirst() instanceof Symbolic.Apply inner)) {
      return null;
    }
    Summand summand = new Summand(axes, inner.shape());
    Tensor x = inner.inputs().getFirst();
    Tensor c = inner.inputs().getLast();
    return switch (inner.primitive()) {
      case Add() ->
          summand.isConstant(c, x)
              ? primitive.on(x).plus(times(summand, c))
              : summand.isConstant(x, c) ? primitive.on(c).plus(times(summand, x)) : null;
      case Subtract() ->
          summand.isConstant(c, x)
              ? primitive.on(x).minus(times(summand, c))
              : summand.isConstant(x, c) ? times(summand, x).minus(primitive.on(c)) : null;
      default -> null;
    };
  }

  private static Tensor times(Summand summand, Tensor c) {
    return summand.outside(c).times(summand.count());
  }
}
