package dev.merapi.effects.enumerate;

import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Tensor;

/** One way a program can go: what happened, and what it returned. Its weight is its density. */
public record World<A>(Trace trace, A value) {

  /** The logarithm of its weight, shape []. */
  public Tensor logWeight() {
    return trace.logProbSum();
  }
}
