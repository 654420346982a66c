package dev.merapi.infer.process;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Inputs of functions: rows [n, d]. */
final class Inputs {
  private Inputs() {}

  /** [n] as [n, 1]. */
  static Tensor rows(Tensor x) {
    if (x.rank() != 1 && x.rank() != 2) {
      throw new ArgumentException(
          "Inputs of a Gaussian process are rows, [n, d], or numbers, [n], but they have shape "
              + x.shape()
              + ".");
    }
    return x.rank() == 1 ? x.unsqueeze(1) : x;
  }

  /** [n]. */
  static Shape count(Tensor x) {
    return rows(x).shape().takeLeft(1);
  }

  /** xᵢ − yⱼ, shape [n, m, d]. */
  static Tensor differences(Tensor x, Tensor y) {
    Tensor left = rows(x);
    Tensor right = rows(y);
    if (left.size(1) != right.size(1)) {
      throw new ArgumentException(
          "Inputs of %d and of %d columns have no differences."
              .formatted(left.size(1), right.size(1)));
    }
    return left.unsqueeze(1).minus(right.unsqueeze(0));
  }

  /** Σ ((xᵢ − yⱼ)/ℓ)², shape [n, m]. */
  static Tensor squares(Tensor x, Tensor y, Tensor length) {
    Tensor differences = differences(x, y);
    return length.rank() == 0
        ? differences.square().sum(-1).div(length.square())
        : differences.div(length).square().sum(-1);
  }
}
