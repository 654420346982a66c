package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The nodes behind a tensor, each after everything that it depends on. */
public final class Dependencies {
  private Dependencies() {}

  /**
   * All nodes that {@code output} depends on, itself last, except those already known. The walk
   * keeps its own stack.
   */
  public static List<Tensor> inOrder(Tensor output, Set<Tensor> known) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>();
    open.push(output);
    while (!open.isEmpty()) {
      Tensor node = open.peek();
      if (done.contains(node) || known.contains(node)) {
        open.pop();
        continue;
      }
      boolean ready = true;
      if (node instanceof Symbolic.Apply apply) {
        List<Tensor> inputs = apply.inputs();
        for (int i = inputs.size() - 1; i >= 0; i--) {
          Tensor input = inputs.get(i);
          if (!done.contains(input) && !known.contains(input)) {
            open.push(input);
            ready = false;
          }
        }
      }
      if (ready) {
        done.add(open.pop());
        order.add(node);
      }
    }
    return order;
  }
}
