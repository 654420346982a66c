package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Slice;
import java.util.IdentityHashMap;
import java.util.Objects;

/**
 * Numbers that are equal for tensors which are the same expression over other leaves of equal
 * shapes: equal primitives on operands of equal signatures, where parts cut from a tensor may be
 * cut at other places. Tensors that differ have equal signatures by chance only.
 */
final class Signatures {
  private final IdentityHashMap<Tensor, Integer> known = new IdentityHashMap<>();

  /** The signature of a tensor. */
  int of(Tensor tensor) {
    for (Tensor node : Dependencies.inOrder(tensor, known.keySet())) {
      known.put(node, signature(node));
    }
    return known(tensor);
  }

  private int known(Tensor tensor) {
    return Objects.requireNonNull(known.get(tensor));
  }

  private int signature(Tensor node) {
    return switch (node) {
      case Dense dense -> 31 * dense.shape().hashCode() + 1;
      case Symbolic.Input input -> 31 * input.shape().hashCode() + 2;
      case Symbolic.Apply apply -> {
        Primitive primitive = anywhere(Primitive.of(apply));
        int hash = Objects.hash(primitive.name(), primitive);
        for (Tensor input : apply.inputs()) {
          hash = 31 * hash + known(input);
        }
        yield hash;
      }
    };
  }

  /** The primitive, without the place where a part is cut out. */
  static Primitive anywhere(Primitive primitive) {
    return primitive instanceof Slice(int axis, _, int size, int step)
        ? new Slice(axis, 0, size, step)
        : primitive;
  }
}
