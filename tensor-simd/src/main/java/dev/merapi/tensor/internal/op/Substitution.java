package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;

/** Other tensors in place of the inputs of an expression. */
final class Substitution {
  private Substitution() {}

  /**
   * The expression with argument k in place of input k, dense or symbolic: every operation applied
   * again.
   */
  static Tensor of(
      Tensor expression, List<? extends Tensor> inputs, List<? extends Tensor> arguments) {
    IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      replaced.put(inputs.get(i), arguments.get(i));
    }
    for (Tensor node : Dependencies.inOrder(expression, replaced.keySet())) {
      if (node instanceof Symbolic.Apply apply) {
        Tensor[] operands =
            apply.inputs().stream()
                .map(input -> replaced.getOrDefault(input, input))
                .toArray(Tensor[]::new);
        replaced.put(node, apply.operation().on(operands));
      }
    }
    return replaced.getOrDefault(expression, expression);
  }
}
