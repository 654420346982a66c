package dev.merapi.tensor.internal.simplify;

import static dev.merapi.tensor.internal.simplify.Constants.isAll;
import static dev.merapi.tensor.internal.simplify.Identities.whole;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Subtract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** x + 0 = 0 + x = x − 0 = x and 0 − x = −x, up to the sign of a zero: −0 + 0 is 0. */
record ZeroTerms() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    Tensor a = inputs.getFirst();
    Tensor b = inputs.getLast();
    return switch (primitive) {
      case Add() -> isAll(a, 0) ? whole(b, a) : isAll(b, 0) ? whole(a, b) : null;
      case Subtract() -> isAll(b, 0) ? whole(a, b) : isAll(a, 0) ? whole(b.unaryMinus(), a) : null;
      default -> null;
    };
  }
}
