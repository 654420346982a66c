package dev.merapi.tensor.internal.plan;

/** How the value of a line comes about. */
sealed interface Kind {
  /** Given before the run: an argument or a constant. */
  record Given() implements Kind {}

  /** No work: each element is an element of an earlier line, or zero. */
  record Alias() implements Kind {}

  /** Straight-line code. */
  record Scalar() implements Kind {}

  /** Part of a loop over runs of {@code length} numbers. */
  record Tile(int length) implements Kind {}

  /** The primitive's own kernel. */
  record Whole() implements Kind {}
}
