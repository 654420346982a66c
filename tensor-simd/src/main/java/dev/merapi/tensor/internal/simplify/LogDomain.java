package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.Log1p;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.op.Sigmoid;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.Square;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ln eˣ = x, ln sigmoid x = logSigmoid x, ln(1 + eˣ) = softplus x, ln √x = ½ ln x, ln 1/x = −ln x,
 * (√x)² = x.
 */
record LogDomain() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(inputs.getFirst() instanceof Symbolic.Apply inner)) {
      return null;
    }
    Tensor x = inner.inputs().getFirst();
    return switch (primitive) {
      case Log() ->
          switch (inner.operation()) {
            case Exp() -> x;
            case Sigmoid() -> x.logSigmoid();
            case Sqrt() -> x.log().times(0.5);
            case Reciprocal() -> x.log().unaryMinus();
            default -> null;
          };
      case Log1p() -> inner.operation() instanceof Exp ? x.softplus() : null;
      case Square() -> inner.operation() instanceof Sqrt ? x : null;
      default -> null;
    };
  }
}
