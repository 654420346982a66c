package dev.merapi.infer.particle;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/** What expressions are made of. */
final class Lines {
  private Lines() {}

  /** The free variables, in the order in which they are met. */
  static Set<Symbolic.Input> inputs(Collection<? extends Tensor> expressions) {
    Set<Symbolic.Input> inputs = new LinkedHashSet<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>(expressions);
    while (!open.isEmpty()) {
      Tensor next = open.pop();
      if (next instanceof Symbolic.Input input) {
        inputs.add(input);
      } else if (next instanceof Symbolic.Apply node && seen.add(node)) {
        open.addAll(node.inputs());
      }
    }
    return inputs;
  }
}
