package dev.merapi.distributions.discrete;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/** The entropy of counts with a greatest value, as a sum over all of them. */
final class CountEntropy {
  private CountEntropy() {}

  /** −Σ p ln p over 0, 1, …, n, with n the greatest of known totals. */
  static Tensor of(Distribution distribution, Tensor total) {
    if (!(total instanceof Dense known)) {
      throw new IllegalArgumentException(
          "The entropy of %s is a sum over its support, whose bound is computed by the model; give the total as a number"
              .formatted(distribution.getClass().getSimpleName()));
    }
    int n = (int) known.max().item() + 1;
    Tensor counts = Tensor.arange(n);
    for (int i = 0; i < distribution.batchShape().rank(); i++) {
      counts = counts.unsqueeze(-1);
    }
    Tensor logProb = distribution.logProb(counts);
    Tensor never = logProb.eq(Double.NEGATIVE_INFINITY);
    Tensor safe = Tensor.where(never, Tensor.scalar(0), logProb);
    return logProb.exp().times(safe).sum(0).unaryMinus();
  }
}
