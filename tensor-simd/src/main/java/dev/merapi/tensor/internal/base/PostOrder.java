package dev.merapi.tensor.internal.base;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The nodes of an acyclic graph, each after everything that it depends on. Nodes are the same only
 * if they are the same object.
 *
 * @param <N> the nodes
 * @param operands what a node depends on
 */
public record PostOrder<N>(Function<N, List<N>> operands) {

  /**
   * All nodes that {@code last} depends on, itself last, except those already known. The walk keeps
   * its own stack.
   */
  public List<N> to(N last, Set<N> known) {
    List<N> order = new ArrayList<>();
    Set<N> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<N> open = new ArrayDeque<>();
    open.push(last);
    while (!open.isEmpty()) {
      N node = open.peek();
      if (done.contains(node) || known.contains(node)) {
        open.pop();
        continue;
      }
      boolean ready = true;
      for (N operand : operands.apply(node).reversed()) {
        if (!done.contains(operand) && !known.contains(operand)) {
          open.push(operand);
          ready = false;
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
