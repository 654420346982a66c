package dev.merapi.distributions.multivariate;

import dev.merapi.tensor.Tensor;

/**
 * Bethe's approximation of the permanent of a matrix e^L, from below, by messages between rows and
 * columns: with half = L/2, aᵢⱼ = halfᵢⱼ − ln Σ_{k ≠ j} e^(halfᵢₖ + bᵢₖ) and bᵢⱼ the same over
 * other rows; then ln Z = Σᵢ ln Σⱼ e^(half + b) + Σⱼ ln Σᵢ e^(half + a) − Σᵢⱼ ln(1 + e^(a + b)).
 * Places that take c sources are c columns each, and the c! orders among them are divided out.
 *
 * <p>Source: Vontobel, "The Bethe permanent of a nonnegative matrix" (2013), section V.
 */
final class MatchingBeliefs {
  private MatchingBeliefs() {}

  /** ln Z after some rounds of messages: [.., N, n] → [..]. */
  static Tensor total(Tensor logits, int capacity, int rounds) {
    Tensor half = logits.repeat(-1, capacity).times(0.5);
    Tensor toRows = half.times(0);
    Tensor toColumns = toRows;
    for (int round = 0; round < rounds; round++) {
      toColumns = half.minus(others(half.plus(toRows)));
      toRows = half.minus(others(half.plus(toColumns).transpose()).transpose());
    }
    Tensor rows = half.plus(toRows).logSumExp(-1).sum(-1);
    Tensor columns = half.plus(toColumns).logSumExp(-2).sum(-1);
    Tensor both = toRows.plus(toColumns).softplus().sum(-1, -2);
    double orders = Tensor.scalar(capacity + 1).lgamma().item() * logits.size(-1);
    return rows.plus(columns).minus(both).minus(orders);
  }

  /** ln of the sum of e^x over the other elements of the last axis. */
  private static Tensor others(Tensor x) {
    int n = x.size(-1);
    Tensor self = Tensor.eye(n);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(self, never, x.unsqueeze(-2)).logSumExp(-1);
  }
}
