package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * f(expand(x), y) = f(x, y) where y has the full shape anyway, and f(expand(x)) = expand(f(x)):
 * work is done before repeating, not after.
 */
record NeedlessExpand() implements Rule {
  @Override
  public boolean keepsBits() {
    return true;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof Elementwise)) {
      return null;
    }
    List<Tensor> small = new ArrayList<>();
    boolean changed = false;
    for (Tensor input : inputs) {
      Tensor source = unexpanded(input);
      changed |= !source.shape().equals(input.shape());
      small.add(source);
    }
    if (!changed) {
      return null;
    }
    Shape full = Shape.broadcast(inputs.stream().map(Tensor::shape).toArray(Shape[]::new));
    return primitive.on(small.toArray(Tensor[]::new)).expand(full);
  }

  private static Tensor unexpanded(Tensor input) {
    return switch (input) {
      case Symbolic.Apply apply when apply.operation() instanceof Expand ->
          apply.inputs().getFirst();
      case Dense dense -> smallest(dense);
      default -> input;
    };
  }

  /**
   * A constant without its repeats: size 1 at every axis of stride 0, or at every axis if all its
   * elements are equal.
   */
  private static Tensor smallest(Dense dense) {
    Tensor result = dense;
    boolean same = Constants.areSame(dense);
    for (int axis = 0; axis < dense.rank(); axis++) {
      if (dense.size(axis) > 1 && (same || dense.strides()[axis] == 0)) {
        result = result.slice(axis, 0, 1);
      }
    }
    return result;
  }
}
