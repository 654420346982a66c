package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Other tensors in place of the inputs of an expression. */
public final class Substitution {
  private Substitution() {}

  /**
   * The expression with argument k in place of input k, dense or symbolic: every operation applied
   * again.
   */
  public static Tensor of(
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

  /**
   * The expression with other tensors in place of some of its nodes. What is behind the {@code
   * leaves} is not looked at, and what does not depend on a replaced node stays the same node.
   */
  public static Tensor within(
      Tensor expression, IdentityHashMap<Tensor, Tensor> replacements, Set<Tensor> leaves) {
    IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>(replacements);
    Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(leaves);
    known.addAll(replacements.keySet());
    for (Tensor node : Dependencies.inOrder(expression, known)) {
      if (node instanceof Symbolic.Apply apply
          && apply.inputs().stream().anyMatch(replaced::containsKey)) {
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
