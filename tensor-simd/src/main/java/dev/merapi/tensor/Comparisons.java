package dev.merapi.tensor;

import dev.merapi.tensor.internal.op.And;
import dev.merapi.tensor.internal.op.Equal;
import dev.merapi.tensor.internal.op.IsNan;
import dev.merapi.tensor.internal.op.Less;
import dev.merapi.tensor.internal.op.LessOrEqual;
import dev.merapi.tensor.internal.op.Not;
import dev.merapi.tensor.internal.op.NotEqual;
import dev.merapi.tensor.internal.op.Or;
import dev.merapi.tensor.internal.op.Where;

/**
 * Comparisons and logic, element by element: 1 for true and 0 for false; every comparison with NaN
 * but ne is false.
 */
public sealed interface Comparisons permits Tensor {

  /** This tensor. */
  Tensor self();

  /** this = other. */
  default Tensor eq(Tensor other) {
    return new Equal().on(self(), other);
  }

  /** this = other. */
  default Tensor eq(double other) {
    return eq(Tensor.scalar(other));
  }

  /** this ≠ other. */
  default Tensor ne(Tensor other) {
    return new NotEqual().on(self(), other);
  }

  /** this ≠ other. */
  default Tensor ne(double other) {
    return ne(Tensor.scalar(other));
  }

  /** this &lt; other. */
  default Tensor lt(Tensor other) {
    return new Less().on(self(), other);
  }

  /** this &lt; other. */
  default Tensor lt(double other) {
    return lt(Tensor.scalar(other));
  }

  /** this ≤ other. */
  default Tensor le(Tensor other) {
    return new LessOrEqual().on(self(), other);
  }

  /** this ≤ other. */
  default Tensor le(double other) {
    return le(Tensor.scalar(other));
  }

  /** this &gt; other. */
  default Tensor gt(Tensor other) {
    return new Less().on(other, self());
  }

  /** this &gt; other. */
  default Tensor gt(double other) {
    return gt(Tensor.scalar(other));
  }

  /** this ≥ other. */
  default Tensor ge(Tensor other) {
    return new LessOrEqual().on(other, self());
  }

  /** this ≥ other. */
  default Tensor ge(double other) {
    return ge(Tensor.scalar(other));
  }

  /** 1 where both are not 0. */
  default Tensor and(Tensor other) {
    return new And().on(self(), other);
  }

  /** 1 where one is not 0. */
  default Tensor or(Tensor other) {
    return new Or().on(self(), other);
  }

  /** 1 where this is 0. */
  default Tensor not() {
    return new Not().on(self());
  }

  /** 1 where this is not a number. */
  default Tensor isNan() {
    return new IsNan().on(self());
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
    return new Where().on(condition, yes, no);
  }
}
