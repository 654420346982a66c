package dev.merapi.tensor.internal.graph;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A function that was recorded between other tensors, cut loose from them: what it uses from
 * outside has become further inputs. Data too, so that the graph stays the same for another data
 * set; only small constants stay inside.
 *
 * @param graph the function; its inputs are those given, then one for each free tensor
 * @param free the tensors from outside, in the order of the further inputs
 */
public record Closure(Graph graph, List<Tensor> free) {
  /** Constants up to this many elements stay in the graph. */
  private static final int SMALL = 16;

  /** A closure over a copy of the list. */
  public Closure {
    free = List.copyOf(free);
  }

  /** The function from {@code inputs} to {@code outputs}. */
  public static Closure of(List<Symbolic.Input> inputs, List<? extends Tensor> outputs) {
    return new Cut(inputs).close(outputs);
  }

  /** Rebuilds what depends on the inputs and replaces the rest. */
  private static final class Cut {
    private final List<Symbolic.Input> inputs;
    private final List<Tensor> free = new ArrayList<>();
    private final IdentityHashMap<Tensor, Tensor> inside = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Tensor> outside = new IdentityHashMap<>();

    Cut(List<Symbolic.Input> inputs) {
      this.inputs = new ArrayList<>(inputs);
      inputs.forEach(input -> inside.put(input, input));
    }

    Closure close(List<? extends Tensor> outputs) {
      Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      seen.addAll(inside.keySet());
      for (Tensor output : outputs) {
        for (Tensor node : Dependencies.inOrder(output, seen)) {
          seen.add(node);
          if (node instanceof Symbolic.Apply apply
              && apply.inputs().stream().anyMatch(inside::containsKey)) {
            inside.put(node, apply.operation().on(replaced(apply.inputs())));
          }
        }
      }
      return new Closure(Graph.of(inputs, List.of(replaced(outputs))), free);
    }

    private Tensor[] replaced(List<? extends Tensor> nodes) {
      return nodes.stream().map(this::replaced).toArray(Tensor[]::new);
    }

    private Tensor replaced(Tensor node) {
      Tensor known = inside.get(node);
      if (known != null) {
        return known;
      }
      boolean small = node instanceof Dense && node.shape().count() <= SMALL;
      return small ? node : outside.computeIfAbsent(node, this::argument);
    }

    private Tensor argument(Tensor node) {
      Symbolic.Input argument = Symbolic.Input.of("free" + free.size(), node.shape());
      inputs.add(argument);
      free.add(node);
      return argument;
    }
  }
}
