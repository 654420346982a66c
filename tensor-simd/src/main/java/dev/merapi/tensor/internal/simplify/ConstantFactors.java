package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One constant factor in place of several: c (d x) = (c d) x, −(c x) = (−c) x, c (−x) = (−c) x, c
 * (d / x) = (c d) / x, and x / c = (1/c) x where 1/c is an ordinary number. Constants c and d.
 */
record ConstantFactors() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    return switch (primitive) {
      case Neg() -> scaled(inputs.getFirst(), Tensor.scalar(-1));
      case Multiply() ->
          inputs.getFirst() instanceof Dense constant
              ? scaled(inputs.getLast(), constant)
              : inputs.getLast() instanceof Dense constant
                  ? scaled(inputs.getFirst(), constant)
                  : null;
      case Divide() ->
          inputs.getLast() instanceof Dense constant && isInvertible(constant)
              ? inputs.getFirst().times(constant.reciprocal())
              : null;
      default -> null;
    };
  }

  /** A product or quotient with a constant in it, times another constant. */
  private static @Nullable Tensor scaled(Tensor product, Tensor factor) {
    if (!(product instanceof Symbolic.Apply inner)) {
      return null;
    }
    Tensor a = inner.inputs().getFirst();
    Tensor b = inner.inputs().getLast();
    return switch (inner.operation()) {
      case Neg() -> a.times(factor.unaryMinus());
      case Multiply() ->
          b instanceof Dense && isSmall(b, factor)
              ? a.times(b.times(factor))
              : a instanceof Dense && isSmall(a, factor) ? b.times(a.times(factor)) : null;
      case Divide() -> a instanceof Dense && isSmall(a, factor) ? a.times(factor).div(b) : null;
      default -> null;
    };
  }

  /** Whether the product of two constants is no larger than the larger of them. */
  private static boolean isSmall(Tensor c, Tensor d) {
    int together = Shape.broadcast(c.shape(), d.shape()).count();
    return together <= Math.max(c.shape().count(), d.shape().count());
  }

  /** Whether every 1/c is finite and not subnormal. */
  private static boolean isInvertible(Dense constant) {
    for (double c : constant.rowMajorArray()) {
      double inverse = Math.abs(1 / c);
      if (!(inverse >= Double.MIN_NORMAL && inverse <= Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }
}
