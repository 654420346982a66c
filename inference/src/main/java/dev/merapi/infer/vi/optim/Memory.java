package dev.merapi.infer.vi.optim;

import dev.merapi.tensor.ShapeException;

/** What a rule works on, which the caller of the rule keeps. */
final class Memory {
  private Memory() {}

  /** Room for n parameters, and for what a rule remembers of them. */
  static void require(
      int n, int remembered, double[] position, double[] direction, double[] memory, int from) {
    if (position.length < n
        || direction.length < n
        || from < 0
        || memory.length - from < remembered) {
      throw new ShapeException(
          "A rule of %d parameters that remembers %d numbers was given a position of %d, a direction of %d, and a memory of %d from %d on."
              .formatted(n, remembered, position.length, direction.length, memory.length, from));
    }
  }
}
