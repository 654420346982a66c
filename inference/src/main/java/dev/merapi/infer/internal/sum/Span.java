package dev.merapi.infer.internal.sum;

/** From one step of a chain up to another, both included; or so for blocks of steps. */
record Span(int first, int last) {

  /** Whether it is one step. */
  boolean isOne() {
    return first == last;
  }

  /** The least span around both. */
  Span and(Span other) {
    return new Span(Math.min(first, other.first), Math.max(last, other.last));
  }
}
