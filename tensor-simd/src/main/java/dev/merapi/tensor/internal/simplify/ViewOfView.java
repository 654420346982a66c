package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reshape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reshape of a reshape is one reshape, an expansion of an expansion is one expansion, and one to
 * the same shape is nothing, as is an order of axes that is the one they have. Another order of
 * axes that only moves axes of size 1 is a reshape.
 */
record ViewOfView() implements Rule {
  @Override
  public boolean keepsBits() {
    return true;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    Tensor input = inputs.getFirst();
    return switch (primitive) {
      case Reshape(var target) when target.equals(input.shape()) -> input;
      case Expand(var target) when target.equals(input.shape()) -> input;
      case Permute permute when permute.isIdentity() -> input;
      case Permute permute when permute.keepsElements(input.shape()) ->
          new Reshape(primitive.shape(List.of(input.shape()))).on(input);
      case Reshape reshape when inner(input) instanceof Reshape -> reshape.on(source(input));
      case Expand expand when inner(input) instanceof Expand -> expand.on(source(input));
      default -> null;
    };
  }

  private static @Nullable Primitive inner(Tensor input) {
    return input instanceof Symbolic.Apply apply ? Primitive.of(apply) : null;
  }

  private static Tensor source(Tensor input) {
    return ((Symbolic.Apply) input).inputs().getFirst();
  }
}
