package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Sum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Σ x = x, reshaped, for a sum of one term each: over no axes, or over axes of size 1. */
record TrivialSum() implements Rule {
  @Override
  public boolean keepsBits() {
    return false;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return primitive instanceof Sum(Axes axes)
            && axes.fromRight().stream().allMatch(axis -> x.size(axis) == 1)
        ? x.reshape(axes.drop(x.shape()))
        : null;
  }
}
