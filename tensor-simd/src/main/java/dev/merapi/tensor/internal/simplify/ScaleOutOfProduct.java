package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** (x c) y = (x y) c for a c smaller than x and y, so that it can leave a sum. */
record ScaleOutOfProduct() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof Multiply)) {
      return null;
    }
    Tensor outward = outward(inputs.getFirst(), inputs.getLast());
    return outward != null ? outward : outward(inputs.getLast(), inputs.getFirst());
  }

  private static @Nullable Tensor outward(Tensor product, Tensor y) {
    if (!(product instanceof Symbolic.Apply inner
        && inner.operation() instanceof Multiply
        && y.shape().equals(inner.shape()))) {
      return null;
    }
    Tensor a = inner.inputs().getFirst();
    Tensor b = inner.inputs().getLast();
    return isSmaller(b, a, y)
        ? a.times(y).times(b)
        : isSmaller(a, b, y) ? b.times(y).times(a) : null;
  }

  private static boolean isSmaller(Tensor c, Tensor x, Tensor y) {
    return x.shape().equals(y.shape()) && c.shape().count() < x.shape().count();
  }
}
