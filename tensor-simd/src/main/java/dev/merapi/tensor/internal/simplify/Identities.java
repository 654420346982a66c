package dev.merapi.tensor.internal.simplify;

import static dev.merapi.tensor.internal.simplify.Constants.isAll;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Subtract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * x − 0 = x · 1 = 1 · x = x / 1 = x, x · (−1) = −x, −(−x) = x, x + (−y) = x − y, x − (−y) = x + y:
 * the identities that hold bit for bit. {@link ZeroTerms} has those that lose the sign of a zero.
 */
record Identities() implements Rule {
  @Override
  public boolean keepsBits() {
    return true;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    Tensor a = inputs.getFirst();
    Tensor b = inputs.getLast();
    return switch (primitive) {
      case Neg() -> negated(a);
      case Add() -> {
        @Nullable Tensor opposite = negated(b);
        yield opposite != null ? a.minus(opposite) : null;
      }
      case Subtract() -> {
        @Nullable Tensor opposite = negated(b);
        yield isAll(b, 0) && !isNegativeZero(b)
            ? whole(a, b)
            : opposite != null ? a.plus(opposite) : null;
      }
      case Multiply() ->
          isAll(a, 1)
              ? whole(b, a)
              : isAll(b, 1)
                  ? whole(a, b)
                  : isAll(a, -1)
                      ? whole(b.unaryMinus(), a)
                      : isAll(b, -1) ? whole(a.unaryMinus(), b) : null;
      case Divide() -> isAll(b, 1) ? whole(a, b) : null;
      default -> null;
    };
  }

  /** x where the tensor is −x. */
  private static @Nullable Tensor negated(Tensor tensor) {
    return tensor instanceof Symbolic.Apply apply && apply.operation() instanceof Neg
        ? apply.inputs().getFirst()
        : null;
  }

  /** Whether a constant 0 is −0, which takes the sign of what it is subtracted from. */
  private static boolean isNegativeZero(Tensor zero) {
    return zero instanceof Dense dense && 1 / dense.element(new int[dense.rank()]) < 0;
  }

  /** The result, in the shape that it had together with the other operand. */
  static Tensor whole(Tensor result, Tensor other) {
    return result.expand(Shape.broadcast(result.shape(), other.shape()));
  }
}
