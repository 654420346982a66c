package dev.merapi.distributions.definition;

import dev.merapi.distributions.internal.Flags;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;

/** Steps from a state [.., n] to a better one, until a column of flags is 1 everywhere. */
final class Descent {
  /** In a graph, where nobody looks at the flags. */
  private static final int BLIND = 120;

  private Descent() {}

  /** The state after at most so many steps; {@code step} is given the number of each. */
  static Tensor of(Tensor start, int flags, int steps, BinaryOperator<Tensor> step) {
    Tensor state = start;
    for (int i = 0; i < steps; i++) {
      state = step.apply(state, Tensor.scalar(i));
      if (!(state instanceof Dense)) {
        return blind(start, Math.min(steps, BLIND), step);
      }
      if (Flags.all(column(state, flags).dense())) {
        return state;
      }
    }
    return state;
  }

  private static Tensor blind(Tensor start, int steps, BinaryOperator<Tensor> step) {
    Loop.Body body =
        (carry, elements) ->
            new Loop.State(List.of(step.apply(carry.getFirst(), elements.getFirst())), List.of());
    return Loop.scan(List.of(start), List.of(Tensor.arange(steps)), body).carry().getFirst();
  }

  /** One column of a state. */
  static Tensor column(Tensor state, int i) {
    return state.slice(-1, i, i + 1).squeeze(-1);
  }
}
