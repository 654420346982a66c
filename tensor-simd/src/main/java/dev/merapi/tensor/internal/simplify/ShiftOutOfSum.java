package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Subtract;
import dev.merapi.tensor.internal.op.Sum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Σ (x + c) = Σ x + Σ c and Σ (x − c) = Σ x − Σ c, for a constant c, whose sum is known, or one
 * that does not vary along the sum of n terms, where it is n c.
 */
record ShiftOutOfSum() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof Sum(Axes axes)
        && inputs.getFirst() instanceof Symbolic.Apply inner)) {
      return null;
    }
    Summand summand = new Summand(axes, inner.shape());
    Tensor x = inner.inputs().getFirst();
    Tensor c = inner.inputs().getLast();
    return switch (inner.operation()) {
      case Add() ->
          leaves(summand, c, x)
              ? primitive.on(x).plus(total(summand, c))
              : leaves(summand, x, c) ? primitive.on(c).plus(total(summand, x)) : null;
      case Subtract() ->
          leaves(summand, c, x)
              ? primitive.on(x).minus(total(summand, c))
              : leaves(summand, x, c) ? total(summand, x).minus(primitive.on(c)) : null;
      default -> null;
    };
  }

  private static boolean leaves(Summand summand, Tensor part, Tensor other) {
    boolean known = part instanceof Dense && other.shape().equals(summand.summed());
    return known || summand.isConstant(part, other);
  }

  private static Tensor total(Summand summand, Tensor part) {
    return part instanceof Dense
        ? new Sum(summand.axes()).on(part.expand(summand.summed()))
        : summand.outside(part).times(summand.count());
  }
}
