package dev.merapi.distributions.internal.specimen;

import dev.merapi.tensor.Tensor;

/** Factors of which only the lower triangle is a parameter, in specimens. */
final class Lower {
  private Lower() {}

  static Tensor of(Tensor matrix) {
    return matrix.tril();
  }

  static Tensor product(Tensor matrix) {
    Tensor lower = matrix.tril();
    return lower.matmul(lower.transpose());
  }
}
