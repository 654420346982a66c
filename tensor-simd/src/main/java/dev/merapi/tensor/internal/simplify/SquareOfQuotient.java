package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Square;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * (x / c)² = x² / c² and (x · c)² = x² · c² for a c smaller than x, so that c can leave a sum;
 * (−x)² = x².
 */
record SquareOfQuotient() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof Square && inputs.getFirst() instanceof Symbolic.Apply inner)) {
      return null;
    }
    Tensor x = inner.inputs().getFirst();
    Tensor c = inner.inputs().getLast();
    return switch (inner.operation()) {
      case Neg() -> x.square();
      case Divide() -> isSmaller(c, x, inner) ? x.square().div(c.square()) : null;
      case Multiply() ->
          isSmaller(c, x, inner)
              ? x.square().times(c.square())
              : isSmaller(x, c, inner) ? c.square().times(x.square()) : null;
      default -> null;
    };
  }

  private static boolean isSmaller(Tensor c, Tensor x, Tensor both) {
    return c.shape().count() < x.shape().count() && x.shape().equals(both.shape());
  }
}
