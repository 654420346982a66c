package dev.merapi.effects;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * How much the log-probability of a site counts: {@code scale ⊙ (log p where mask, else 0)}. The
 * mask stands inside and the scale outside, also of a log-sum-exp over an enumerated variable.
 * Scales multiply and masks are joined by "and"; both broadcast with the batch shape.
 */
public record Weight(Tensor scale, Optional<Tensor> mask) {
  /** Scale 1, nothing masked. */
  public static final Weight ONE = new Weight(Tensor.scalar(1), Optional.empty());

  /** This weight times {@code factor}. */
  public Weight scaled(Tensor factor) {
    return new Weight(isOne(scale) ? factor : isOne(factor) ? scale : scale.times(factor), mask);
  }

  /** This weight where {@code condition} is 1; nothing elsewhere. */
  public Weight masked(Tensor condition) {
    return new Weight(scale, Optional.of(mask.map(m -> m.and(condition)).orElse(condition)));
  }

  /** Whether the scale is the number 1, so that multiplying by it can be left out. */
  public boolean isUnscaled() {
    return isOne(scale);
  }

  private static boolean isOne(Tensor factor) {
    return factor instanceof Dense dense && dense.rank() == 0 && dense.item() == 1;
  }
}
