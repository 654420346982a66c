package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** x / y = x (1/y) for a y with fewer elements than x: a product costs a tenth of a quotient. */
record FewQuotients() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Tensor y = inputs.getLast();
    return primitive instanceof Divide && y.shape().count() < x.shape().count()
        ? x.times(y.reciprocal())
        : null;
  }
}
