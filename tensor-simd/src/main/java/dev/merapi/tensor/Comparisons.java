package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Comparisons and logic, element by element: 1 for true and 0 for false; every comparison with NaN
 * but ne is false.
 */
sealed interface Comparisons permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** this = other. */
  default Tensor eq(Tensor other) {
    return WORDS.equal(self(), other);
  }

  /** this = other. */
  default Tensor eq(double other) {
    return eq(Tensor.scalar(other));
  }

  /** this ≠ other. */
  default Tensor ne(Tensor other) {
    return WORDS.notEqual(self(), other);
  }

  /** this ≠ other. */
  default Tensor ne(double other) {
    return ne(Tensor.scalar(other));
  }

  /** this &lt; other. */
  default Tensor lt(Tensor other) {
    return WORDS.less(self(), other);
  }

  /** this &lt; other. */
  default Tensor lt(double other) {
    return lt(Tensor.scalar(other));
  }

  /** this ≤ other. */
  default Tensor le(Tensor other) {
    return WORDS.lessOrEqual(self(), other);
  }

  /** this ≤ other. */
  default Tensor le(double other) {
    return le(Tensor.scalar(other));
  }

  /** this &gt; other. */
  default Tensor gt(Tensor other) {
    return WORDS.less(other, self());
  }

  /** this &gt; other. */
  default Tensor gt(double other) {
    return gt(Tensor.scalar(other));
  }

  /** this ≥ other. */
  default Tensor ge(Tensor other) {
    return WORDS.lessOrEqual(other, self());
  }

  /** this ≥ other. */
  default Tensor ge(double other) {
    return ge(Tensor.scalar(other));
  }

  /** 1 where both are not 0. */
  default Tensor and(Tensor other) {
    return WORDS.and(self(), other);
  }

  /** 1 where one is not 0. */
  default Tensor or(Tensor other) {
    return WORDS.or(self(), other);
  }

  /** 1 where this is 0. */
  default Tensor not() {
    return WORDS.not(self());
  }

  /** 1 where this is not a number. */
  default Tensor isNan() {
    return WORDS.isNan(self());
  }

  /**
   * 1 at the position that each element names, 0 elsewhere along a new last axis of size {@code n}.
   */
  default Tensor oneHot(int n) {
    return self().unsqueeze(-1).eq(Tensor.arange(n));
  }

  /**
   * Elements of {@code yes} where {@code condition} is not 0, else of {@code no}; what is not
   * chosen has no influence on gradients.
   */
  static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return WORDS.where(condition, yes, no);
  }
}
