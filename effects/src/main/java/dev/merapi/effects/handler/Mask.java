package dev.merapi.effects.handler;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/**
 * Sets the log-probability of every visible site to 0 where {@code condition} is 0. The mask
 * broadcasts with batch shapes at that moment only; draws and shapes are not changed.
 *
 * <p>Laws: {@code mask(a) ∘ mask(b) = mask(a and b)}, so idempotent and commutative; commutes with
 * scale, condition and replay.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="mask"}
 */
public record Mask(Tensor condition) implements Rewrite {
  /** Checks the mask where it is known. */
  public Mask {
    if (condition instanceof Dense dense) {
      for (double x : dense.toArray()) {
        if (x != 0 && x != 1) {
          throw new ModelException(
              "mask wants zeros and ones, but got %s; compare, for example value.gt(0), or use scale for weights"
                  .formatted(condition));
        }
      }
    }
  }

  /** Everything, or nothing. */
  public Mask(boolean condition) {
    this(Tensor.scalar(condition ? 1 : 0));
  }

  @Override
  public Site site(Site site) {
    return site.masked(condition);
  }
}
