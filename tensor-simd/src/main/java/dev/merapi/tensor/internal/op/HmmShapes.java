package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import java.util.List;

/**
 * The shapes of a hidden Markov chain: start [B.., K], transition [B.., K, K] or [B.., P, K, K] and
 * emission [B.., T, K] with equal B.
 */
record HmmShapes(Shape batch, int states, int period, int steps) {
  static HmmShapes of(List<Shape> inputs) {
    Shape start = inputs.get(0);
    Shape transition = inputs.get(1);
    Shape emission = inputs.get(2);
    int rank = start.rank() - 1;
    boolean inTurn = transition.rank() == rank + 3;
    boolean fit =
        rank >= 0 && (inTurn || transition.rank() == rank + 2) && emission.rank() == rank + 2;
    if (fit) {
      int k = start.size(-1);
      Shape batch = start.dropRight(1);
      fit =
          transition.takeRight(2).equals(Shape.of(k, k))
              && transition.takeLeft(rank).equals(batch)
              && (!inTurn || transition.size(-3) >= 1)
              && emission.dropRight(2).equals(batch)
              && emission.size(-1) == k
              && emission.size(-2) >= 1;
    }
    if (!fit) {
      throw new ShapeException(
          "A hidden Markov chain wants a start [B.., K], transitions [B.., K, K] or [B.., P, K, K] and emissions [B.., T, K] with T >= 1, but they are %s, %s and %s"
              .formatted(start, transition, emission));
    }
    return new HmmShapes(
        start.dropRight(1), start.size(-1), inTurn ? transition.size(-3) : 1, emission.size(-2));
  }

  /** The numbers of all transition tables of one chain: P K². */
  int transitions() {
    return period * states * states;
  }

  /** The numbers of one packed gradient: K + P K² + T K. */
  int packed() {
    return states + transitions() + steps * states;
  }
}
