package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import java.util.LinkedHashSet;
import java.util.Set;

/** The values that an expression waits for. */
public final class Inputs {
  private Inputs() {}

  /** The names of the inputs behind an expression that have no number. */
  public static Set<String> open(Tensor expression) {
    Set<String> names = new LinkedHashSet<>();
    for (Tensor node : Dependencies.inOrder(expression, Set.of())) {
      if (node instanceof Symbolic.Input input && input.value() == null) {
        names.add(input.name());
      }
    }
    return names;
  }
}
