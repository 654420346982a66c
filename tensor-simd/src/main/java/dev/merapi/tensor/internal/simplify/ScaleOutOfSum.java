package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Sum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Σ c x = c Σ x, Σ x / c = (Σ x) / c, Σ −x = −Σ x, and a sum of n repeats of x is n x, for c that
 * does not vary along the sum.
 */
record ScaleOutOfSum() implements Rule {
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
      case Neg() -> primitive.on(x).unaryMinus();
      case Multiply() ->
          summand.isConstant(c, x)
              ? primitive.on(x).times(summand.outside(c))
              : summand.isConstant(x, c) ? primitive.on(c).times(summand.outside(x)) : null;
      case Divide() -> summand.isConstant(c, x) ? primitive.on(x).div(summand.outside(c)) : null;
      case Expand _ -> repeated(summand, x);
      default -> null;
    };
  }

  private static @Nullable Tensor repeated(Summand summand, Tensor x) {
    boolean everywhere =
        summand.axes().fromRight().stream().allMatch(axis -> x.shape().sizeOr1(-axis) == 1);
    if (!everywhere) {
      return null;
    }
    return summand.outside(x).times(summand.count()).expand(summand.axes().drop(summand.summed()));
  }
}
